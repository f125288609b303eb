"""Forms of the unit registry."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.domain.unit_changes import LONGEST_NAME
from tracker.domain.unit_functions import FUNCTIONS, LOCAL_GOVERNMENTS, ZONES
from tracker.domain.units import UnitKind
from tracker.models import Unit
from tracker.web.forms.base import Form

LONGEST_FUNCTION = 20
NO_UNIT = 0


def _name(label: str, hint: str) -> StringField:
    too_long = Length(max=LONGEST_NAME, message=f"{label}请控制在 {LONGEST_NAME} 字以内。")
    return StringField(label, validators=[InputRequired(f"请填写{label}。"), too_long], description=hint)


def _day(label: str, hint: str = "", required: bool = False) -> DateField:
    return DateField(
        label, validators=[InputRequired(f"请填写{label}。") if required else Optional()], description=hint
    )


def _one_of(label: str, hint: str = "") -> SelectField:
    return SelectField(label, coerce=int, description=hint)


def unit_choices(units: Any, *, none: str | None = None, full: bool = False) -> list[SelectChoice]:
    """Return the units as choices; `none` is what choosing no unit is called."""
    first = [SelectChoice(NO_UNIT, none)] if none else []
    return first + [SelectChoice(unit.id, unit.full_name if full else unit.name) for unit in units]


class _Named(Form):
    name = _name("简称", "文件中常用的写法，如：市科技局")
    full_name = _name("全称", "如：嘉兴市科学技术局")
    function = SelectField(
        "职能",
        choices=[
            SelectChoice("", "由名称判断"),
            *(SelectChoice(each, each) for each in (*(f.name for f in FUNCTIONS), LOCAL_GOVERNMENTS, ZONES)),
        ],
        validate_choice=False,
        validators=[Length(max=LONGEST_FUNCTION, message=f"职能请控制在 {LONGEST_FUNCTION} 字以内。")],
        description="各地职能相同的单位据此比较",
    )
    letter_prefix = StringField(
        "发文代字",
        validators=[Length(max=4, message="发文代字请控制在 4 字以内。")],
        description="政府填写，如“台督警〔2027〕1号”的“台”",
    )
    valid_from = _day("启用日期", "不清楚可留空")

    def keep_function(self, current: str | None) -> None:
        """Offer the function that the unit has, where it is none of the usual ones."""
        known = [choice.value for choice in self.function.choices]
        if current and current not in known:
            self.function.choices = [*self.function.choices, SelectChoice(current, current)]


class NewUnitForm(_Named):
    kind = SelectField("类别", choices=[SelectChoice(kind.value, kind.label) for kind in UnitKind])
    confirmed = BooleanField("确认不是以上单位，仍要新建")


class CorrectUnitForm(_Named):
    seen = HiddenField()


class RenameUnitForm(Form):
    name = _name("新简称", "文件中常用的写法")
    full_name = _name("新全称", "没有变化可不改")
    on = _day("更名日期", "自这一天起用新名称；此前的文件仍按旧名称识别", required=True)
    seen = HiddenField()


class EndUnitForm(Form):
    on = _day("撤销日期", "自这一天起不再行使职能；不清楚可留空，但须选择承接单位，查明后再补")
    successor_id = _one_of("承接单位", "此后文件中的旧名称按承接单位识别；没有可不选")


class AliasForm(Form):
    name = _name("名称", "文件中出现的另一种写法，如：市科委")
    valid_from = _day("开始使用", "不清楚可留空")
    valid_to = _day("停止使用", "填写后记为曾用名")


class MoveUnitForm(Form):
    parent_id = _one_of("新的上级")


class MemberForm(Form):
    member_id = _one_of("成员")
    on = _day("加入日期", "留空表示一直是成员")


class LeaveForm(Form):
    on = _day("退出日期", required=True)


class MergeForm(Form):
    target_id = _one_of("并入")
    on = _day("合并日期", "自这一天起以保留的单位为准", required=True)


class ImportUnitsForm(Form):
    file = FileField("Excel 文件", validators=[FileRequired("请选择文件。")])


def day_in(text: str | None, otherwise: date) -> date:
    """Return the day that an address asks for, else the other one."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return otherwise


def chosen(form_value: int | None, units: list[Unit]) -> Unit | None:
    """Return the unit that was chosen among these, or None for none."""
    return next((unit for unit in units if unit.id == form_value), None)

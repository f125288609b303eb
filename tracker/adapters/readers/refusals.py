"""Why a file cannot be read: every reason with the one sentence that the user sees."""

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum


class Refusal(LabelledEnum):
    """A reason and its sentence: first the cause, then what to do about it."""

    EMPTY = "empty", "文件是空的，请检查后重新上传。"
    TOO_LARGE = "too_large", "文件超过 50 MB，请压缩图片或拆分后再上传。"
    TOO_LONG = "too_long", "文件中的文字超过 200 万字，请拆分后再上传。"
    TOO_COMPLEX = "too_complex", "文件过于复杂，读取时超出内存限制，请另存为较小的文件后再上传。"
    TOO_SLOW = "too_slow", "文件过于复杂，未能在规定时间内读完，请拆分或另存为 .txt 后再上传。"
    BUSY = "busy", "正在读取的文件较多，请过一分钟再试。"
    NO_TEXT = "no_text", "文件中没有可读取的文字，请检查内容后重新上传。"
    IMAGES_ONLY = "images_only", "文件中只有图片，没有文字，请上传可以选中文字的版本，或先做文字识别再上传。"
    IMAGE = "image", "这是图片文件，没有可读取的文字，请上传 .docx、.pdf 或 .txt 版本。"
    ENCRYPTED = "encrypted", "文件已加密，请取消密码后重新上传。"
    DAMAGED = "damaged", "文件已损坏或不完整，请重新导出后再上传。"
    TOO_MANY_PAGES = "too_many_pages", "PDF 超过 300 页，请拆分后再上传。"
    UNMAPPED_FONT = "unmapped_font", "PDF 所用字体没有文字编码，读出的是乱码，请上传 .docx 版本或重新导出。"
    MACRO = "macro", "文件中含有宏，为安全起见不予读取，请另存为不含宏的 .docx 或 .xlsx 后再上传。"
    BOMB = "bomb", "压缩文件解压后过大，可能是恶意文件，未予读取，请解压后逐个上传文档。"
    TOO_MANY_MEMBERS = "too_many_members", "压缩文件中的文件过多，未予读取，请减少文件后再上传。"
    UNSAFE_PATH = "unsafe_path", "压缩文件中含有指向外部位置的路径，未予读取，请重新打包后再上传。"
    OVERLAPPING = "overlapping", "压缩文件的结构不正常，可能是恶意文件，未予读取，请重新打包后再上传。"
    XML_ENTITIES = "xml_entities", "文件中含有不允许的实体定义，可能是恶意文件，未予读取，请重新导出后再上传。"
    NO_DOCUMENTS = "no_documents", "压缩文件中没有文档，请检查后重新打包。"
    NESTED_ARCHIVE = "nested_archive", "压缩文件中还有压缩文件，请解压后上传其中的文档。"
    ARCHIVE = "archive", "这是压缩文件，请单独上传它，或解压后上传其中的文档。"
    OTHER_ARCHIVE = "other_archive", "只能读取 .zip 压缩文件，请改用 .zip 打包，或解压后上传其中的文档。"
    EXECUTABLE = "executable", "这是程序文件，不是文档，请上传 .docx、.pdf 或 .txt 文件。"
    OLD_WORD = "old_word", "文件由 Word 97 之前的版本保存，无法读取，请用 Word 或 WPS 另存为 .docx 后再上传。"
    UNKNOWN_ENCODING = "unknown_encoding", "无法判断文字的编码，请用记事本打开后另存为 UTF-8 编码再上传。"
    UNSUPPORTED = "unsupported", "不支持这种文件，请另存为 .docx、.pdf 或 .txt 后再上传。"
    SECRET = "secret", "文件带有涉密标志，涉密文件不得上传到本系统，请按保密规定处理。"


class UnreadableDocument(RuleViolation):
    """The file was refused; `refusal` names the reason, the message is its sentence."""

    def __init__(self, refusal: Refusal, message: str | None = None) -> None:
        super().__init__(message or refusal.label)
        self.refusal = refusal

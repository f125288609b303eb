"""The cut style sheet holds what our pages can use of the full one."""

import pytest

from tools.cut_styles import Words, cut_sheet

WORDS = Words(frozenset({"btn", "data-open", "show"}), ("tag-",))

CASES = {
    "a class of ours": (".btn{color:red}", ".btn{color:red}"),
    "a class we never write": (".carousel{color:red}", ""),
    "a class that is put together": (".tag-red{color:red}.tagged{top:0}", ".tag-red{color:red}"),
    "one selector of several": (".btn,.carousel,.btn.lost{color:red}", ".btn{color:red}"),
    "a comma inside brackets": (":is(.btn,.show) a{top:0}", ":is(.btn,.show) a{top:0}"),
    "a class that must be missing": (".btn:not(.lost){top:0}", ".btn:not(.lost){top:0}"),
    "an escaped class": (r".btn\:lost{top:0}", ""),
    "an attribute of ours": ("[data-open]{top:0}[data-bs-open]{top:0}", "[data-open]{top:0}"),
    "elements alone": ("a,p>b::before{content:'}.x;'}", "a,p>b::before{content:'}.x;'}"),
    "a part for small windows": ("@media (width<9px){.btn{top:0}.lost{top:1}}", "@media (width<9px){.btn{top:0}}"),
    "nothing left of a part": ("@media print{.lost{top:1}}", ""),
    "a property nobody asks for": ("a{--x:1;--y:2;top:var(--y)}", "a{--y:2;top:var(--y)}"),
    "a property asked for through another": (
        "a{--x:1;--y:var(--x);top:var(--y)}",
        "a{--x:1;--y:var(--x);top:var(--y)}",
    ),
    "a property our own sheets ask for": ("a{--own:1;--x:2}", "a{--own:1}"),
    "nothing but properties nobody asks for": ("a{--x:2}", ""),
    "an address with a semicolon": ("a{background:url(data:x;y)}", "a{background:url(data:x;y)}"),
    "an animation": (
        ".btn{animation:turn 1s}@keyframes turn{to{top:0}}@keyframes turned{to{top:1}}",
        ".btn{animation:turn 1s}@keyframes turn{to{top:0}}",
    ),
    "a comment": ("a{top:0}/* .btn{} */", "a{top:0}"),
}


@pytest.mark.parametrize("name", CASES)
def test_this_is_left_of(name):
    full, expected = CASES[name]

    left = cut_sheet(f"/*! Licence */{full}", WORDS, "b{top:var(--own)}")

    _, licence, rules = left.partition("/*! Licence */")
    assert licence
    assert rules.replace("\n", "") == expected

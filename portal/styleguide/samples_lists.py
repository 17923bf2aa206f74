"""Invented content of the sample lists: advisories, one group, search results."""

from typing import Any

Sample = dict[str, Any]

USED = {"text": "Већ се користи у нападима", "icon": "bug", "kind": "danger"}
YOURS = {"text": "Ваш производ", "icon": "building-2", "kind": "info"}
DUE = {"text": "Одговор до данас, 06.00", "icon": "clock", "kind": "due"}

ADVISORIES: Sample = {
    "chips": [{"text": "Критична", "url": "#"}, {"text": "Висока", "url": "#"}],
    "filters": [
        {
            "legend": "Озбиљност",
            "name": "severity",
            "choices": [
                {"value": "critical", "text": "Критична", "count": 12, "checked": True},
                {"value": "high", "text": "Висока", "count": 87, "checked": True},
                {"value": "medium", "text": "Средња", "count": 203},
                {"value": "low", "text": "Ниска", "count": 41},
            ],
        },
        {
            "legend": "За моју организацију",
            "name": "mine",
            "choices": [
                {"value": "answer", "text": "Тражи одговор", "count": 3},
                {"value": "products", "text": "Наши производи", "count": 14},
                {"value": "unread", "text": "Непрочитано", "count": 6},
            ],
        },
        {
            "legend": "Ознака",
            "name": "label",
            "choices": [
                {"value": "AMBER", "label": "AMBER", "count": 9},
                {"value": "GREEN", "label": "GREEN", "count": 71},
                {"value": "CLEAR", "label": "CLEAR", "count": 263},
            ],
        },
    ],
    "rows": [
        {
            "severity": "critical",
            "score": "9,8",
            "label": "AMBER",
            "unread": True,
            "title": "Заобилажење пријаве у VPN мрежним пролазима „Helion“",
            "text": "Нападачи без лозинке улазе у управљачки део. Искључите спољни приступ, па"
            " надоградите на 7.4.3.",
            "code": "CSN-2026-0417",
            "meta": ["Helion VPN Gateway 7.0–7.4.2", "пре 2 ч"],
            "pills": [DUE, YOURS, USED],
        },
        {
            "severity": "critical",
            "score": "9,1",
            "label": "CLEAR",
            "unread": True,
            "title": "Кућни рутери „Nord NR-200“: извршавање кода са даљине",
            "text": "Даљинско управљање је подразумевано укључено. Ажурирање 2.18 затвара пропуст.",
            "code": "CSN-2026-0416",
            "meta": ["Nord NR-200, NR-210", "данас, 06.10"],
            "pills": [USED],
        },
        {
            "severity": "high",
            "score": "8,6",
            "label": "GREEN",
            "unread": True,
            "title": "Orbis ERP: читање туђих фактура изменом адресе",
            "text": "Погађа инсталације које портал за добављаче објављују на интернет.",
            "code": "CSN-2026-0415",
            "meta": ["Orbis ERP 12", "јуче"],
            "pills": [YOURS],
        },
        {
            "severity": "high",
            "score": "8,1",
            "label": "AMBER+STRICT",
            "title": "Талас лажних налога за плаћање у име директора",
            "text": "Три компаније су уплатиле. Приложени су обрасци порука и рачуни примаоца.",
            "code": "CSN-2026-0414",
            "meta": ["Сви сектори", "јуче"],
        },
    ],
}

GROUP: Sample = {
    "tabs": [
        {"text": "Topics", "url": "#", "current": True, "count": 5},
        {"text": "Library", "url": "#"},
        {"text": "Meetings", "url": "#"},
        {"text": "Decisions", "url": "#"},
        {"text": "Members", "url": "#"},
    ],
    "topics": [
        {
            "title": "Has anybody seen helion_support2?",
            "url": "#",
            "label": "AMBER",
            "unread": True,
            "text": "Request for information, answered in #9",
            "meta": ["11 posts", "8 people", "last 4 minutes ago"],
        },
        {
            "title": "Exercise “Cold start”: sign up by Friday",
            "url": "#",
            "label": "GREEN",
            "text": "Announcement by the chair",
            "meta": ["6 posts", "yesterday, 16:20"],
        },
    ],
}

SEARCH: Sample = {
    "kinds": [
        {"text": "Све", "url": "#", "count": 47, "current": True},
        {"text": "Упозорења", "url": "#", "count": 11},
        {"text": "Теме и поруке", "url": "#", "count": 19},
        {"text": "Документи", "url": "#", "count": 8},
    ],
    "years": [
        {"text": "2026", "url": "#", "count": 29},
        {"text": "2025", "url": "#", "count": 13},
    ],
    "hits": [
        {
            "icon": "file-text",
            "kind": "Упозорење",
            "label": "GREEN",
            "title": "CSN-2026-0398 Лажне <mark>банкарске</mark> странице за <mark>пецање</mark>"
            " података",
            "text": "…домени регистровани у последњих 48 сати. <mark>Банке</mark> чланице добиле су"
            " списак за блокирање; <mark>фишинг</mark> поруке стижу и преко Вајбера…",
            "meta": ["Упозорења", "12. новембар 2026."],
        },
        {
            "icon": "message-square",
            "kind": "Тема · 23 поруке",
            "label": "AMBER",
            "title": "Ко још види <mark>fišing</mark> са темом „istek tokena“?",
            "text": "…nama je prijavilo šest klijenata <mark>banke</mark>, svi preko istog oglasa.",
            "meta": ["Финансије и банке", "најбољи погодак у поруци #14, 3. новембар"],
        },
    ],
}

"""Invented content of the sample pages, and of the page with all parts."""

from typing import Any

Sample = dict[str, Any]

HOME: Sample = {
    "doors": [
        {
            "icon": "message-square",
            "title": "Стигла ми је сумњива порука",
            "text": "Пошаљите нам је. Одмах вам пишемо шта следи.",
        },
        {
            "icon": "octagon-alert",
            "title": "Преварили су ме, шта сада?",
            "text": "Шест питања, па кораци за првих сат времена.",
        },
        {
            "icon": "shield-alert",
            "title": "Желим да се заштитим",
            "text": "Телефон, банка, друштвене мреже, деца.",
        },
    ],
    "clues": [
        "Страни број, а представља се као домаћа пошта.",
        "Рок који вас тера да не размислите.",
        "Права адреса је оно на крају: paket.example.",
    ],
    "warnings": [
        {
            "severity": "critical",
            "date": "данас, 06.10",
            "title": "Хитно ажурирајте кућне рутере „Nord NR-200“",
            "text": "искључите даљинско управљање и покрените ажурирање. Траје пет минута.",
        },
        {
            "severity": "high",
            "date": "јуче",
            "title": "Позиви у име банке траже код из поруке",
            "text": "прекините и сами позовите број са полеђине картице. Банка код не тражи.",
        },
        {
            "severity": "medium",
            "date": "21. новембар",
            "title": "Лажне продавнице грејалица пред зиму",
            "text": "проверите матични број продавца у регистру; ако га нема, не плаћајте унапред.",
        },
    ],
    "scams": [
        ("Пакет чека на царини", "СМС са линком за доплату. Циљ је број ваше картице."),
        ("Мама, ово је мој нови број", "Порука „детета“ које хитно тражи новац."),
        ("Улагање са познатим лицем", "Вештачки снимак водитеља обећава зараду."),
        ("Купац са огласа", "„Платио сам, само унесите картицу да примите новац.“"),
    ],
    "figures": [
        ("184.206", "пријављених порука ове године"),
        ("3.917", "лажних страница угашено"),
        ("5 ч 40 мин", "просечно време до гашења"),
        ("126", "организација у Мрежи"),
    ],
}

CRISIS: Sample = {
    "steps": [
        {
            "title": "Не одговарајте на поруке и позиве о „блокираној картици“.",
            "text": "Преваранти користе прекид. Банка вас сада неће звати.",
        },
        {
            "title": "За хитно плаћање користите готовину или инстант пренос.",
            "text": "Банкомати и ИПС раде.",
        },
        {
            "title": "Ако је плаћање прошло двапут, не тражите повраћај још.",
            "text": "Дупла задужења враћају се сама до 26. новембра.",
        },
    ],
    "course": [
        {
            "time": "07.40",
            "title": "Две банке поново примају картице.",
            "text": "Остале до поднева.",
        },
        {"time": "06.20", "text": "Узрок је нађен и одвојен. Подаци клијената нису отворени."},
        {"time": "04.15", "text": "Прва пријава прекида. Отворена кризна соба."},
    ],
    "state": [
        ("Банкомати", "ради", "ok", "circle-check"),
        ("Инстант пренос", "ради", "ok", "circle-check"),
        ("Картице у продавници", "не ради", "danger", "circle-x"),
        ("Картице на интернету", "делимично", "due", "triangle-alert"),
    ],
}

ADVISORY: Sample = {
    "steps": [
        {
            "title": "Close the management interface to the internet.",
            "text": "TCP 8443 on every Helion gateway. Takes two minutes and needs no restart.",
        },
        {
            "title": "Look for the three indicators below, back to 9 November.",
            "text": "If one matches, do not upgrade: isolate, keep the disk, call us.",
        },
        {"title": "Upgrade to 7.4.3, then end every session.", "text": "Stolen sessions survive."},
    ],
    "facts": [
        {"name": "CVE", "value": "CVE-2026-41877", "url": "#", "code": True},
        {"name": "CVSS 4.0", "value": "9.8 critical"},
        {"name": "EPSS, 23 Nov", "value": "0.91, top 1 %"},
        {"name": "Weakness", "value": "CWE-288", "code": True},
    ],
    "head": ["Product", "Affected", "Fixed in", "In your inventory"],
    "rows": [
        ["Gateway 7.x", "7.0 to 7.4.2", "7.4.3", "3 devices"],
        ["Gateway 6.x", "all", "no fix, end of life", "none"],
        ["Cloud Connector", "not affected", "–", "1 device"],
    ],
    "course": [
        {
            "time": "24 Nov 03:20",
            "title": "1.1",
            "text": "Third indicator added; step 2 rewritten.",
        },
        {"time": "23 Nov 22:05", "title": "1.0", "text": "First published, approved by a second."},
        {"time": "23 Nov 16:40", "text": "Report received from a member; source agreed to AMBER."},
        {"time": "9 Nov", "text": "Earliest known use."},
    ],
}

TOPIC: Sample = {
    "queues": [
        {"text": "Today", "url": "#", "icon": "calendar"},
        {"text": "To read", "url": "#", "icon": "eye", "count": 4},
        {"text": "To do", "url": "#", "icon": "circle-check", "count": 2},
        {"text": "To answer", "url": "#", "icon": "message-square", "count": 1},
        {"text": "Saved", "url": "#", "icon": "bookmark"},
    ],
    "groups": [
        {"text": "Energy", "url": "#", "icon": "lock", "count": 5, "current": True},
        {"text": "Finance and banks", "url": "#", "icon": "lock", "count": 3},
        {"text": "CERT liaison", "url": "#", "icon": "users", "count": 6},
        {"text": "Public awareness", "url": "#", "icon": "users"},
    ],
    "posts": [
        {
            "number": 1,
            "name": "Duty officer, National CERT",
            "org": "National CERT",
            "time": "yesterday 22:11",
            "initials": "DI",
            "html": "<p>Has anybody seen logins by <code>helion_support2</code> since 9 November?"
            " We hold one confirmed case and would like to know today whether it is alone. Log line"
            ' to look for:</p><pre tabindex="0"><code>auth ok tenant="" user=helion_support2 '
            "src=203.0.113[.]77</code></pre>",
        },
        {
            "number": 9,
            "name": "Control-room lead",
            "org": "Hidrosistem Drina",
            "time": "03:02",
            "initials": "MK",
            "tint": "ok",
            "accepted": True,
            "html": "<p>Seen, 14 November 02:40, one gateway. It had been closed to the internet"
            " since spring except for a vendor’s address, and that address is the one in your line."
            " So the vendor’s network is worth a look.</p>",
        },
        {
            "number": 10,
            "new": "New since 03:05",
            "name": "Sealed member B",
            "org": "name known to two trustees only",
            "time": "03:31",
            "sealed": True,
            "html": '<blockquote class="quote"><cite><a href="#post-9">Control-room lead, #9</a>'
            "</cite><p>that address is the one in your line</p></blockquote><p>The same here. We"
            " told the vendor at 23:50 and had no answer yet. We cannot write under our name before"
            " our lawyers wake up, but you may use the time and the address.</p>",
        },
        {
            "number": 11,
            "name": "Systems engineer",
            "org": "Elektromreža",
            "time": "03:44",
            "initials": "JC",
            "tint": "warn",
            "lang": "sr-Cyrl",
            "html": "<p>Код нас ништа, проверена сва три уређаја до 1. новембра. Надоградња на"
            " <em>7.4.3</em> прошла је без прекида; после ње још треба <em>ручно</em> угасити старе"
            " сесије, то у упутству не пише.</p>",
        },
    ],
}

RECOVERY: Sample = {"codes": [f"{number:08d}" for number in range(31415926, 31415936)]}

CAMPAIGN: Sample = {
    "steps": [
        {"title": "Open the security settings of your mail."},
        {"title": "Turn on sign-in in two steps.", "text": "An app on your phone, not an SMS."},
        {"title": "Keep the recovery codes on paper."},
    ],
    "kit": [
        {"title": "Poster A3", "url": "#", "meta": ["PDF", "1.2 MB", "Serbian, English"]},
        {"title": "Pictures for social networks", "url": "#", "meta": ["ZIP", "8 MB"]},
    ],
}

PARTS: Sample = {
    "labels": ["clear", "green", "amber", "amber+strict", "red"],
    "levels": ["critical", "high", "medium", "low"],
    "advisory": ADVISORY,
    "topic": TOPIC,
    "crumbs": [
        {"text": "Today", "url": "#"},
        {"text": "Advisories", "url": "#"},
        {"text": "CSN-1"},
    ],
    "tabs": [
        {"text": "Topics", "url": "#", "current": True, "count": 5},
        {"text": "Library", "url": "#"},
        {"text": "Meetings", "url": "#"},
        {"text": "Decisions", "url": "#"},
        {"text": "Members", "url": "#"},
    ],
    "chips": [{"text": "Critical", "url": "#"}, {"text": "High", "url": "#"}],
    "icons": ["lock", "users", "bug", "clock", "eye", "rss", "printer", "venetian-mask", "phone"],
}

"""Words too common to look for alone. Left out only where any one word suffices."""

from functools import cache

from .fold import bald
from .terms import term

_WORDS = {
    "sh": """
    a ako ali baš bez bi bih bila bile bili bilo bio biti bismo biste će ćemo ćeš ćete ću da dakle
    do dok dosta gde gdje ga god i iako ih ili im ima iz ja je jedan jedna jedno jer jesam jesmo
    jeste još ju kad kada kako kao ka ko kod koja koje kojeg kojem koji kojih kojim kojima kojoj
    kojom koju kroz li me mene mi mu na nad nam nama nas naš ne neka neki neko nego ni nije nisam
    nismo nisu no o od oko on ona oni ono onda ove ovi ovo ovog ova ovaj oko pa po pod pored posle
    pre pri prije prema protiv preko s sa sam samo se sebe ste si smo su sva sve svi svoj svoje
    svoju šta što ta tada taj tako također takođe te ti to toga tom tome tu u uz va vam vas već
    više vi za zar zato zbog
    """,
    "mk": """
    а ако ама без беа беше би биде во врз все да дали де до додека друг други ева еден една едно
    ете за затоа зашто и или им има исто ја јас каде кај како кога кого кое кои кој која кон ќе
    ли ме меѓу ми многу му на над нас него не неа ни ниту но ништо ние ова овие овој оваа од околу
    она оние онаа оној освен откако по под пред преку при против само сами се секој си сите сме со
    според сте сум сѐ таа така такви тие тоа тој треба туку ту уште ги го што штом чии чиј
    """,
    "sl": """
    a ali ampak bi bil bila bile bili bilo biti bo bodo bomo bosta brez če čez da do ga glede gre in
    iz ima imajo ja jaz je jih jo k kaj kako kakor kar kateri katera katere kdaj kdo ker ki kjer ko
    kot le lahko ma me med mi mora na nad naj nas naš ne nekaj ni niso no o ob od on ona oni pa po
    pod pred pri proti s sam samo se sem si skozi smo so ste sta sva svoj ta tako tam te tega tem
    temu ti tisti to tu tudi tukaj v vendar več vse vsi vsak z za zakaj zaradi zato zelo že
    """,
    "sq": """
    a ai ajo aq as asnjë ata ato atë ca cila cilat cili deri derisa dhe diçka disa do dot duhet duke
    e edhe është gjatë gjithë i ishin ishte ja janë jam jemi ju ka kam kanë kemi këtë këta këto kjo
    ky kur kush ku lidhur më me mes mund na ndaj ndër ndërsa ne në nëse nga një nuk os ose pa para
    pas pasi për përmes po por prej që qenë qoftë rreth saj s se sepse si siç sipas sikur të tek
    tij tilla tillë tjetër tjera tyre u unë vet veten vetëm ynë
    """,
    "en": """
    a about above after again against all also an and any are as at be because been before being
    below between both but by can could did do does doing down during each few for from further
    had has have having he her here hers him his how i if in into is it its itself just me more
    most my no nor not now of off on once only or other our out over own same she should so some
    such than that the their them then there these they this those through to too under until up
    very was we were what when where which while who whom why will with would you your
    """,
}
_BALD = frozenset(bald(word) for words in _WORDS.values() for word in words.split())


def is_stop(word: str) -> bool:
    """Whether `word`, as typed or bald, is too common in any of the languages."""
    return bald(word) in _BALD


@cache
def stop_terms(family: str) -> frozenset[str]:
    """The terms that the common words of a family have in its texts."""
    return frozenset(term(word, family) for word in _WORDS[family].split())

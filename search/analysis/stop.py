"""Words too common to look for alone. Left out only where any one word suffices."""

from .fold import fold

_WORDS = """
a ali ako bi bez bio bila biti će da do dok gde gdje god i ih iz ili im ja je još ja kad kada kako
kao ka ko koja koje koji li me mi na nad ne nego nije no o od on ona oni pa po pod pre prije pri sa
se su sam samo smo ste što šta ta te to taj tu u uz va već vi za zbog
kje ki ko pa ali ter tudi so ni bo bi je se v z s iz na za po do od kot če
во да е и не на од се со за што ќе го ги му ја но или при како кој која кои
dhe e i të në me për nga që një si se më do u ka është janë nuk po por kjo ky
the of and to in is for on with that this by it as are be at from an or not was
"""
STOP_TERMS = frozenset(fold(word) for word in _WORDS.split())

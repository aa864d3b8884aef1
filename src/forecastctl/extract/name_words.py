"""Words that tell people, bodies and outlets from each other, and titles from names."""

GENDER_OF_TITLE = {
    "mr": "he", "sir": "he", "lord": "he", "king": "he", "prince": "he", "baron": "he",
    "mrs": "she", "ms": "she", "miss": "she", "dame": "she", "lady": "she", "queen": "she",
    "princess": "she", "baroness": "she",
}  # fmt: skip
HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir lord dame lady gen lt col sgt capt sen rep gov rev hon".split()
)
TITLES = frozenset(
    """president premier chancellor minister secretary undersecretary senator governor mayor
    professor doctor general colonel captain admiral judge justice ambassador commissioner chairman
    chairwoman chair director chief king queen prince princess pope bishop archbishop rabbi imam
    sheikh spokesman spokeswoman spokesperson economist analyst coach captain ceo co-founder founder
    representative congressman congresswoman councillor officer head leader striker author coauthor
    co-author boss executive manager editor researcher scientist administrator deputy assistant
    attorney sheriff detective inspector superintendent treasurer dean rector envoy actor singer
    striker goalkeeper midfielder defender co-chair chairperson vice-president vice-chancellor
    lawmaker mp mep msp""".split()
)
BODIES = frozenset(
    """agency administration alliance army assembly association authority bank bloc board bureau
    cabinet campaign center centre chamber church club coalition college commission committee
    company conference congress consortium consultancy co corp corporation council court department
    directorate embassy exchange federation force forum foundation fund global government group
    guard holding house inc institute institution international laboratory lab league llc llp ltd
    ministry mission movement nation navy network office organisation organization panel parliament
    partner partnership party plc police programme program project reserve research school sachs
    senate service society staff state street survey system team treasury tribunal trust union
    university workers airlines airways motors foods industries bancorp capital securities
    technologies energy sea ocean gulf bay river lake island islands mountains coast canal strait
    peninsula valley desert province""".split()
)
"""Words in names of bodies, singular unless they occur in the plural only."""
PLACES = frozenset(
    """north south east west northern southern eastern western new united saudi great central
    latin european chinese russian american british german french sri costa el san los las hong
    abu middle sub-saharan white downing air royal national first dutch greek swiss czech thai
    mars""".split()
)
"""First words of names of places and bodies that look like names of people."""
OUTLETS = frozenset(
    """Reuters Bloomberg BBC CNN CNBC NBC CBS ABC AFP AP NPR TASS Interfax Xinhua KCNA Kyodo DPA
    Politico Axios Guardian Economist Telegraph Independent Mirror Spiegel Monde Figaro Welt WSJ
    Novosti Medium CCTV RT NHK ITV PBS MSNBC Jazeera Barron's Forbes Newsweek""".split()
)
"""Last words of outlets that say so by themselves."""
OUTLET_ENDINGS = frozenset(
    """times post journal herald news tribune gazette chronicle courier daily telegraph observer
    examiner standard radio television tv magazine weekly review mail express press inquirer globe
    newspaper today wire""".split()
)
"""Last words of outlets whose names have more words."""
ADJECTIVE_ENDINGS = (
    "ish", "ese", "ian", "ent", "ing", "ed", "ic", "al", "est", "ary", "ous", "ive", "ical", "able"
)  # fmt: skip
MODIFIERS = frozenset(
    """new early late fresh separate other more company industry government survey market trade
    sales census poll polling public private satellite tax price crop weather climate election
    hospital school police army party court labour labor housing jobs retail energy oil gas bank
    study background available detailed further such these those same similar""".split()
)
"""Words before "data" or "report" that name no owner, even with a capital."""
PERSON_ENDINGS = ("ist", "man", "woman", "person", "cian", "maker", "worker")
SAFE_ENDINGS = ("ist", "cian", "maker", "worker")
"""Endings of words for people that are no endings of surnames."""
PEOPLE = frozenset(
    """adviser advisor aide ally analyst activist adviser author backer banker boss broker builder
    campaigner candidate captain chair chairman chairwoman chief citizen clerk coach colleague
    commander commentator commissioner consultant councillor counterpart critic customer dealer
    delegate developer diplomat director doctor driver economist editor employer engineer envoy
    executive expert farmer forecaster founder governor grower head inspector insider investor
    judge lawmaker lawyer leader lender manager mayor member men minister negotiator observer
    officer official operator opponent organiser organizer owner participant partner people
    politician pollster premier president producer professor prosecutor queen king regulator
    representative researcher resident retailer scholar scientist secretary senator shareholder
    source spokesman spokesperson spokeswoman strategist student supporter teacher trader user
    voter watcher witness women planner commenter mp ceo supplier undersecretary""".split()
)
COLLECTIVES = frozenset(
    """administration agency airline alliance army assembly association authority bank board body
    bureau business cabinet carmaker carrier charity church club coalition college commission
    committee company consortium council country court department embassy exchange family firm
    force foundation fund government group household hospital industry institute insurer lender
    maker market minority majority ministry nation navy network office operator opposition
    organisation organization panel parliament party police producer region regulator retailer
    school senate service side society staff studio team treasury tribunal union university
    watchdog world""".split()
)
"""Common nouns for bodies that can expect and intend."""
QUANTITIES = frozenset("number group majority minority handful couple dozen range host".split())

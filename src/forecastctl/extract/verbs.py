"""English verb forms: irregular ones by table, regular ones by rule, and back to the base."""

import re
from functools import cache
from typing import NamedTuple


class VerbForms(NamedTuple):
    """The five forms of a verb; of "be", "do" and "have" the ones of the third person."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


def forms_of(verb: str) -> tuple[str, ...]:
    """Every distinct form of a verb given by its base, the base first."""
    if verb == "be":
        return _BE
    spelt = verb_forms(verb)
    return tuple(dict.fromkeys((*spelt, *_VARIANTS.get(verb, ()))))


@cache
def verb_forms(verb: str) -> VerbForms:
    """Spell the forms of a verb given by its base."""
    past, participle = _IRREGULAR.get(verb, ("", ""))
    stem = _doubled(verb)
    if not past:
        past = participle = _past(verb, stem)
    third = _THIRD.get(verb) or _third(verb)
    return VerbForms(verb, third, past, participle, _gerund(verb, stem))


def base_of(form: str) -> str:
    """The base of a verb form in any case of letters; an unknown form is undone by rule."""
    word = form.lower()
    return _bases().get(word) or _undone(word)


def is_verb(word: str) -> bool:
    """Tell whether a word is the base of a verb of our list; it may be a noun as well."""
    return word.lower() in _verbs()


def is_verb_form(word: str) -> bool:
    """Tell whether a word is a form of a verb of our list; it may be a noun as well."""
    return word.lower() in _bases()


_VOWELS = "aeiou"
_ONE_SYLLABLE = re.compile(r"(?:[^aeiou]|qu)*[aeiouy][bdfgklmnprtz]")


def _doubled(verb: str) -> str:
    """The stem before -ed and -ing: its last consonant doubled where spelling asks for it."""
    if _ONE_SYLLABLE.fullmatch(verb) or verb in _STRESSED_LAST:
        return verb + verb[-1]
    return verb


def _past(verb: str, stem: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    if verb.endswith("ic"):
        return verb + "ked"
    return stem + "ed"


def _gerund(verb: str, stem: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    if verb.endswith("ic"):
        return verb + "king"
    return stem + "ing"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb + "s"


_BE = ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re")
_THIRD = {"have": "has", "be": "is", "quiz": "quizzes"}
_VARIANTS = {
    "get": ("gotten",), "forecast": ("forecasted",), "prove": ("proven",), "show": ("showed",),
    "learn": ("learnt",), "burn": ("burnt",), "spell": ("spelt",), "dream": ("dreamt",),
    "travel": ("traveled", "traveling"), "cancel": ("canceled", "canceling"),
    "signal": ("signaled", "signaling"), "label": ("labeled", "labeling"),
    "model": ("modeled", "modeling"), "fuel": ("fueled", "fueling"),
    "level": ("leveled", "leveling"), "focus": ("focussed", "focussing"),
    "channel": ("channeled", "channeling"), "target": ("targetted", "targetting"),
}  # fmt: skip


def _undone(word: str) -> str:
    """Take the ending off a form that no table knows."""
    for ending, back in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("shes", "sh"),
                         ("ches", "ch"), ("xes", "x"), ("oes", "o")):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + back
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and any(letter in "aeiouy" for letter in stem):
            return _whole(stem)
    return word


_LOST_E = re.compile(r".*(?:[cuv]|[^z]z|[aeiou]s|[lnr]s|(?<![eo])at|iat|[bcdfgkptz]l|[dlr]g|[ae]g)")


def _whole(stem: str) -> str:
    """Give a stem its final e or single consonant back."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lszfeo":
        return stem[:-1]
    return stem + "e" if _LOST_E.fullmatch(stem) else stem


@cache
def _verbs() -> frozenset[str]:
    return frozenset((*_REGULAR.split(), *_IRREGULAR))


@cache
def _bases() -> dict[str, str]:
    """The base of every form of the verbs listed; a base stands for itself."""
    bases: dict[str, str] = {}
    for verb in sorted(_verbs(), key=lambda verb: verb not in _IRREGULAR):
        for form in forms_of(verb):
            bases.setdefault(form, verb)
    return bases | {verb: verb for verb in _verbs() - _FORMS_FIRST}


_FORMS_FIRST = frozenset({"found", "wound", "ground", "fell", "saw", "bound", "rose"})
"""Bases that are met far more often as a form of another verb."""

_DOUBLING = """
abet abhor acquit admit allot babysit begin cancel channel commit compel concur confer control
deter dispel distil embed enrol equip excel expel forget format fuel fulfil handicap incur infer
input instil kidnap label level model occur omit outbid outrun outstrip overrun patrol permit
prefer program propel quarrel quit rebel recur refer regret remit repel rerun reset signal
submit sunbathe total transfer transmit travel tunnel undercut underpin unwrap upset worship
"""
_STRESSED_LAST = frozenset(_DOUBLING.split())
"""Verbs of more than one syllable that double their last consonant, British ones included."""

_PRINCIPAL_PARTS = """
arise/arose/arisen awake/awoke/awoken be/was/been bear/bore/borne beat/beat/beaten
become/became/become begin/began/begun bend/bent/bent bet/bet/bet bid/bid/bid bind/bound/bound
bite/bit/bitten bleed/bled/bled blow/blew/blown break/broke/broken breed/bred/bred
bring/brought/brought broadcast/broadcast/broadcast build/built/built burst/burst/burst
buy/bought/bought cast/cast/cast catch/caught/caught choose/chose/chosen cling/clung/clung
come/came/come cost/cost/cost creep/crept/crept cut/cut/cut deal/dealt/dealt dig/dug/dug
do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven eat/ate/eaten fall/fell/fallen
feed/fed/fed feel/felt/felt fight/fought/fought find/found/found flee/fled/fled fly/flew/flown
forbid/forbade/forbidden forecast/forecast/forecast foresee/foresaw/foreseen
forget/forgot/forgotten forgive/forgave/forgiven freeze/froze/frozen get/got/got give/gave/given
go/went/gone grind/ground/ground grow/grew/grown hang/hung/hung have/had/had hear/heard/heard
hide/hid/hidden hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known
lay/laid/laid lead/led/led leap/leapt/leapt leave/left/left lend/lent/lent let/let/let
lie/lay/lain light/lit/lit lose/lost/lost make/made/made mean/meant/meant meet/met/met
mislead/misled/misled mistake/mistook/mistaken outdo/outdid/outdone outgrow/outgrew/outgrown
outsell/outsold/outsold overcome/overcame/overcome override/overrode/overridden
oversee/oversaw/overseen overtake/overtook/overtaken overthrow/overthrew/overthrown
pay/paid/paid prove/proved/proved put/put/put quit/quit/quit read/read/read
rebuild/rebuilt/rebuilt redraw/redrew/redrawn repay/repaid/repaid reset/reset/reset
retake/retook/retaken rethink/rethought/rethought rewrite/rewrote/rewritten ride/rode/ridden
ring/rang/rung rise/rose/risen run/ran/run say/said/said see/saw/seen seek/sought/sought
sell/sold/sold send/sent/sent set/set/set shake/shook/shaken shed/shed/shed shine/shone/shone
shoot/shot/shot show/showed/shown shrink/shrank/shrunk shut/shut/shut sing/sang/sung
sink/sank/sunk sit/sat/sat sleep/slept/slept slide/slid/slid speak/spoke/spoken
spend/spent/spent spin/spun/spun split/split/split spread/spread/spread spring/sprang/sprung
stand/stood/stood steal/stole/stolen stick/stuck/stuck strike/struck/struck string/strung/strung
strive/strove/striven swear/swore/sworn sweep/swept/swept swim/swam/swum swing/swung/swung
take/took/taken teach/taught/taught tear/tore/torn tell/told/told think/thought/thought
throw/threw/thrown undercut/undercut/undercut undergo/underwent/undergone
understand/understood/understood undertake/undertook/undertaken undo/undid/undone
unwind/unwound/unwound uphold/upheld/upheld upset/upset/upset wake/woke/woken wear/wore/worn
weave/wove/woven weep/wept/wept win/won/won wind/wound/wound withdraw/withdrew/withdrawn
withhold/withheld/withheld withstand/withstood/withstood write/wrote/written
"""
_IRREGULAR = {
    base: (past, participle)
    for base, past, participle in (parts.split("/") for parts in _PRINCIPAL_PARTS.split())
}

_REGULAR = """
abandon abide abolish absorb accelerate accept access accommodate accompany accomplish account
accrue accumulate accuse achieve acknowledge acquire act activate adapt add address adhere
adjourn adjust administer admire admit adopt advance advertise advise advocate affect afford age
agree aid aim air alert align allege alleviate allocate allow ally alter amend amount amplify
analyse analyze anchor announce annoy answer anticipate apologise apologize appeal appear
applaud apply appoint appreciate approach approve argue arm arrange arrest arrive articulate ask
aspire assemble assert assess assign assist associate assume assure attach attack attain attempt
attend attract attribute auction authorise authorize automate average avert avoid await award
back balance balloon ban banish bank bar bargain base battle beg behave believe belong benefit
betray better bill blame blast bless block boast bolster bomb boom boost border borrow bother
bounce bow boycott brace brand breach breathe bribe bridge brief broaden broker brush budget
bump burn bury bypass calculate call calm campaign cancel cap capture care carry cater cause
caution cease cede celebrate cement censor centre challenge change channel characterise charge
chart chase chat cheat check cheer circulate cite claim clarify clash classify clean clear climb
clinch close cloud co-host co-operate co-ordinate coach coincide collaborate collapse collect
collide combat combine comfort command commemorate commence comment commission commit
communicate compare compel compensate compete compile complain complement complete comply
compose comprise compromise compute conceal concede conceive concentrate concern conclude
condemn conduct confer confess confine confirm confiscate conflict conform confront confuse
connect conquer consent conserve consider consist consolidate constitute constrain construct
consult consume contact contain contemplate contend contest continue contract contradict
contrast contribute control convene converge convert convey convict convince cook cool cooperate
coordinate cope copy correct correspond corrupt counsel count counter couple court cover crack
crash crawl create credit cripple criticise criticize cross crowd crown cruise crush cry
cultivate curb cure cycle damage dampen dance dare date debate debunk debut decarbonise
decarbonize decelerate decide declare decline decommission decorate decouple decrease dedicate
deepen defeat defect defend defer define defy degrade delay delegate delete delist deliver
demand demilitarise demolish demonstrate demote denounce denuclearise deny depart depend depict
deplete deploy deport depose deposit depreciate deprive derail deregulate derive descend
describe desert deserve design designate desire destabilise destroy detail detain detect deter
deteriorate determine devalue devastate develop deviate devise devote diagnose dictate die
differ digest digitise dilute diminish dine dip direct disable disagree disappear disappoint
disarm disband disclose discontinue discount discourage discover discredit discriminate discuss
dismantle dismiss dispatch disperse displace display dispose dispute disqualify disrupt
dissipate dissolve distance distinguish distort distribute disturb dive diverge diversify divert
divide divorce dock document dominate donate dot double double-check doubt downgrade download
downplay draft drag drain dream dress drift drill drip drop drown dry dump dwindle earn ease
echo edge educate effect elaborate elect electrify elevate eliminate embark embed embrace emerge
emigrate emit emphasise emphasize employ empower enable enact encounter encourage end endanger
endorse endure enforce engage enhance enjoy enlarge enlist enrich enrol ensure entail enter
entertain entitle equal equip eradicate erase erect erode erupt escalate escape establish
estimate evacuate evade evaluate evaporate evolve exacerbate examine exceed excel exchange
exclude excuse execute exempt exercise exert exhaust exhibit exist exit expand expect expel
experience experiment expire explain explode exploit explore export expose express extend
extract face facilitate fade fail falter famish fan fare farm fast fast-track favor favour fear
feature fetch field figure file fill film finalise finalize finance fine finish fire fit fix
flag flare flash flatten float flock flood flop flourish flow fluctuate focus fold follow fool
force foreclose form formalise formalize formulate foster found founder fracture frame free
frighten front frustrate fuel fulfil fulfill function fund gain gather generate glance gloss
govern grab grade grant grapple greet group guarantee guard guess guide halt halve hamper hand
handle happen harass harbour harden harm harness harvest hate haul head heal heat help hesitate
highlight hike hinder hinge hint hire host house hover hunt identify ignite ignore illustrate
imagine immigrate impact impair impeach implement imply import impose impress imprison improve
inaugurate inch include incorporate increase incur indicate induce inflict influence inform
inherit inhibit initiate inject injure innovate insert insist inspect inspire install institute
instruct insure integrate intend intensify interact interest interfere interpret interrupt
intervene interview introduce invade invest investigate invite invoke involve iron isolate issue
jail join joke judge jump justify kick kidnap kill knock label lack lag land last laugh launch
leak lean learn lease lecture legalise legalize legislate lessen level levy liberate license
lift like limit line linger link liquidate list listen live load lobby locate lock lodge look
loom loosen love lower lunch maintain manage mandate manipulate manufacture map march mark
market marry match materialise materialize matter mature maximise maximize measure mediate melt
mention merge migrate mimic mine minimise minimize mirror miss mitigate mix moan mobilise
mobilize model moderate modernise modernize modify monitor motivate mount move mull multiply
murder name narrow nationalise nationalize near necessitate need neglect negotiate nominate
normalise normalize note notice notify obey object observe obstruct obtain occupy occur offend
offer officiate offset omit open operate oppose opt order organise organize orient originate
oust outlast outlaw outline outnumber outpace outperform outstrip outweigh overhaul overheat
overlook overrule overspend overturn overwhelm owe own pace pack package paint panic park
participate partner pass pause peak peel penalise penalize perform permit persist persuade phase
pick pilot plague plan plant plateau play plead please pledge plot plough plug plummet plunge
point poise police poll pollute pool portray pose position possess post postpone pour power
practise pray preach precede predict prefer prepare prescribe present preserve preside press
pressure presume prevail prevent price print prioritise prioritize privatise privatize probe
proceed process proclaim procure produce profit program progress prohibit project proliferate
prolong promise promote prompt propel propose prosecute prosper protect protest provide provoke
publicise publicize publish pull pump punish purchase purge pursue push quadruple qualify query
question queue quote race raid rain raise rally range rank rate ratify re-elect reach react
reaffirm realise realize reallocate reap reappear rearrange reassess reassure rebel reboot
rebound rebuff recall recapitalise recapitalize recapture recede receive reclaim recognise
recognize recommend reconcile reconsider reconstruct record recover recruit recur recycle redeem
redefine redesign redevelop redirect redistribute reduce reelect refer refine reflect refocus
reform refrain refuel refund refuse refute regain regard register regret regulate rehire reign
reignite reimburse reinforce reinstate reintroduce reiterate reject rejoin relate relaunch relax
release relent relieve relinquish relist relocate rely remain remember remind remove rename
render renew renovate rent reopen reorganise reorganize repair repatriate repeal repeat repel
replace replenish reply report represent reproduce repurpose request require reroute rerun
rescue research resell resemble resent reserve reshape reside resign resist resolve resort
respect respond rest restart restock restore restrain restrict restructure result resume retain
retaliate retire retool retrain retreat retrieve return reunite reveal reverse revert review
revise revisit revive revoke revolve reward rewire rid rip ripen risk rival roam roar rob rock
roll rotate round rule rush sack sacrifice safeguard sail salvage sanction satisfy save scale
scan scare scatter schedule score scrap scrape scream screen scrutinise scrutinize seal search
secure seem seize select sentence separate serve settle shape share sharpen shatter shelter
shelve shift ship shock shop shorten shout shrug shuffle sideline sign signal silence simplify
simulate single skip skyrocket slam slash slate slip slow slump smash smile smoke smooth snap
soar soften solidify solve sort sound sow spare spark spearhead specialise specialize specify
speculate speed spell spill sponsor spot spur squeeze stabilise stabilize staff stage stagnate
stall stamp standardise start starve state stay steer stem step stimulate stipulate stockpile
stop store storm straighten strain stream strengthen stress stretch strip structure struggle
study stumble subject submit subsidise subsidize succeed sue suffer suffice suggest suit summon
supervise supplement supply support suppose suppress surface surge surpass surprise surrender
surround survey survive suspect suspend sustain swap swell switch symbolise table tackle tail
tailor talk tank tap taper target taste tax telephone tempt tend tender term terminate terrify
test testify thank thaw threaten thrive tick tie tighten tilt tip tolerate top topple total
touch tour tow trace track trade trail train transfer transform transit translate transmit
transport travel treat trial trickle trigger trim triple triumph trouble trust try tumble tunnel
turn tweet type unblock uncover underline undermine underpin underscore unfold unify unite
unload unlock unseat unveil unwrap update upgrade uproot urge use usher utilise utilize vacate
vaccinate value vanish vary veer venture verify veto view violate visit voice volunteer vote vow
wage wait walk want warm warn warrant wash waste watch water weaken weather weigh welcome whip
widen wipe wish witness wonder work worry worsen wound wrap wrestle yield zoom
"""

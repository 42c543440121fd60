"""Words that are no person: roles, plurals, groups, firms, machines, trades."""

from __future__ import annotations

import re

from knowledge.understanding.wordlists import words

ROLES = words(
    """
    member hire newcomer starter
    owner manager director head lead leader boss chief officer ceo cfo coo cto cio cdo cpo
    cmo caio cro chro ciso vp svp evp avp gm md president supervisor coordinator engineer
    analyst controller foreman forewoman secretary administrator admin nurse superintendent
    deputy assistant principal captain chairman chairwoman chair chairperson partner
    specialist expert consultant architect developer scientist accountant auditor
    planner buyer dispatcher technician operator clerk agent sponsor steward custodian
    champion delegate representative responsible incharge in-charge executive treasurer
    bursar matron sister doctor physician pharmacist teacher dean rector mayor commissioner
    inspector intern trainee successor replacement predecessor backup stand-in substitute
    superior husband colleague chef leiter leiterin geschaeftsfuehrer verantwortlicher
    responsable jefe jefa gerente diretor directeur directrice kierownik dyrektor teamleiter
    teamleiterin abteilungsleiter abteilungsleiterin teamlead approver appointee holder
    person guy lady man woman employee founder dpo po pm pmo-lead sre guard warden
    """
)
PLURALS = words(
    """
    people folks colleagues users managers engineers scientists analysts developers admins
    experts owners leads leaders bosses officers nurses doctors clerks agents operators
    planners buyers technicians specialists consultants contractors vendors suppliers
    partners volunteers teams departments heads directors supervisors coordinators employees
    members guys ladies seniors juniors interns trainees students stakeholders champions
    stewards administrators executives teachers pharmacists drivers dispatchers accountants
    auditors architects testers programmers caseworkers advisers advisors handlers
    responsibles persons workers sres devs ops-people
    """
)
GROUPS = words(
    """
    venture joint duo trio pair quartet tandem triad gang bunch
    team teams department dept dep division group committee squad unit office board crew
    staff crowd council cell guild tribe chapter panel taskforce task-force workforce
    personnel branch section bureau desk helpdesk hotline rota rotation roster pool shift
    lab labs hub centre center coe operations ops it hr pmo mlops devops dataops aiops sre
    finance legal compliance security procurement purchasing logistics marketing sales
    management business steering steerco support engineering accounting controlling audit
    quality production maintenance treasury r&d qa gbs ssc administration leadership
    board-of-directors headquarters hq field infrastructure platform function organisation
    organization org company line service services customer-service warehouse side area
    consortium association community collective partnership backoffice front-office
    back-office noc soc fachabteilung abteilung fachbereich kundenservice kundendienst
    vertrieb einkauf buchhaltung direction departement setor departamento dipartimento ufficio
    financeiro comptabilite achats equipe equipo equipa zespol dsi
    informatique edv everyone everybody all us we ourselves both several various anyone
    anybody someone somebody whoever they them colleagues nobody-in-particular programme
    program project pilot ict plant factory site faculty institute school ministry agency
    authority municipality hospital clinic
    """
)
FIRMS = words(
    """
    contractor vendor supplier provider integrator outsourcer manufacturer subcontractor firm agency
    reseller gmbh ltd ltda eireli limited inc srl spa oyj kgaa mbh pty bhd llc llp ag sa sas
    sarl bv nv ab oy as plc pvt corp
    corporation co kg kft consulting consultants consultancy solutions systems technologies
    technology software partners associates holdings holding analytics industries bank
    insurance robotics dynamics ventures capital networks telecom airlines logistics-ltd
    traders studios cloud interactive accenture deloitte kpmg pwc ey mckinsey bcg bain
    capgemini infosys tcs wipro cognizant ibm microsoft google aws amazon azure sap oracle
    salesforce servicenow openai anthropic atos ntt fujitsu siemens tata hcl globant
    thoughtworks dxc t-systems sopra cgi bosch snowflake palantir databricks uipath zendesk
    genpact epam cisco dell hitachi nec samsung huawei tieto tietoevry sopra-steria alten
    akkodis nttdata workday adobe nvidia meta apple contoso fabrikam northwind kyndryl
    unisys mphasis ltimindtree mindtree persistent virtusa slalom avanade endava luxoft
    celonis appian pega blueprism hubspot stripe twilio datadog splunk elastic mistral aleph
    cohere
    """
)
MACHINES = words(
    """
    bot chatbot system machine model ai llm copilot assistant-bot agent-bot algorithm tool
    software platform pipeline robot gpt chatgpt gatepost application app computer
    automation script itself claude gemini monitoring mailbox inbox queue sharepoint jira
    channel
    """
)
# Words of trades and departments: never part of a person's name.
TRADE = words(
    """
    assurance section claims collections fleet retail service customer care customers
    transport planning lending catering lighting street housing repairs billing invoicing
    invoice payments payable payables receivable receivables payroll home underwriting risk
    fraud credit mortgage accounts account inventory stock supply chain shipping delivery
    dispatch returns wholesale commercial corporate strategy digital data science
    information technical technology process product project programme program innovation
    change training human resources resource facilities facility estates property health
    safety environment energy water waste patient patients clinical nursing ward surgery
    radiology pharmacy laboratory emergency outpatient admissions student academic research
    development design brand media press communications communication public affairs
    regional national global international europe emea apac americas north south east west
    northern southern eastern western central nordic asia india uk germany france spain
    italy brazil network networks cloud architecture analytics reporting intelligence
    insights machine learning model models integration implementation transformation
    excellence performance first second third level line one two tier contact call centre
    center reception kitchen bakery store stores shop shops terminal airport port rail bus
    track vehicle vehicles workshop garage parts spare field site sites night day early late
    duty on-call oncall processes business internal external senior junior acting interim
    deputy assistant associate vice general executive managing group team owner lead head
    manager director chief officer buying purchasing selling pricing revenue tax treasury
    legal contracts contract compliance policy governance security cyber office desk print
    room post mail mailroom archive documents document records record library museum school
    education sport sports leisure parks parking traffic road roads bridge bridges city
    county council tenant tenants rent lettings leasing letting garden grounds cleaning
    laundry hotel hotels restaurant restaurants bar travel tour tours booking bookings
    reservations ticketing ticket tickets refunds warranty complaints complaint quality
    control lab factory plant production manufacturing assembly packaging packing picking
    welding painting maintenance engineering electrical mechanical chemical food beverage
    meat dairy fish fruit vegetable grain coffee tea wine beer pilot shared services
    operating operations steering committee board leadership loyalty members member
    membership donor donations volunteers volunteer social work benefits pension pensions
    life motor marine aviation cargo freight import export customs trade border shift shifts
    incident incidents problem release test testing application applications system systems
    software hardware mobile web online ecommerce commerce marketplace b2b b2c crm erp sap
    it hr qa pmo portfolio asset assets wealth private banking branch branches deposit
    deposits loan loans cards card settlement settlements clearing market markets trading
    investments investment fund funds actuarial reinsurance broker brokers adjustment loss
    losses subrogation litigation matter steel paper glass wood textile fashion beauty
    pharma medical devices device diagnostics biotech intake triage discharge theatre
    imaging oncology cardiology dental eye child children family adult elderly mental
    community rural urban district zone area hub grid meter metering power gas solar wind
    nuclear oil drilling mining quarry crop crops farm farms animal livestock seeds depot
    yard dock harbour harbor ferry cabin ground crew gate baggage check-in lounge duty-free
    rota nord sued ost nordost nordwest suedost suedwest norte sur sul leste oeste nordeste
    """
)
ORDINARY = words(
    """
    ich nicht keine keiner noch wird nein ja wir sie nous vous pas encore que qui quem ainda
    nao todavia aun ahnung
    the a an our my your his her their its this that these those it is was are were be been
    being am will would shall should can could may might must do does did done has have had
    having get gets got and or but nor not no yes if so than then as at by for from in into
    of off on onto out over per to under until up upon via with without within while after
    before during between about above below who whom whose which what when where why how
    here there now today tomorrow yesterday soon later i me you he she we they us him them
    mine ours yours myself himself herself only also just even still already again ever
    never always often once twice very too much many more most less least some any all both
    each every other another such same own new old good best better bad right wrong true
    please kindly sorry thanks thank dear hello hi hey ok okay well sure note noted name
    names named called answer answers owner ownership owns owned run runs running ran handle
    handles handling take takes taking taken took charge responsible responsibility
    accountable accountability look looks looking looked watch watches make makes made give
    gives given gave keep keeps kept work works working worked agree agreed agrees accept
    accepted accepts confirm confirmed sign signed signs said say says tell told knows know
    known think live go goes going went went-live launch go-live since operation operate
    operates person one two three someone somebody anyone everybody everyone nobody monday
    tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december week weeks month months year years day days
    decided decide reorganisation reorganization fell long story short front late reply
    writing extension phone ext mobile tel number email mail address contact reachable
    because though although however whole full fully formally officially currently presently
    permanent permanently daily weekly monthly else end start stop use uses used user need
    needs needed want wants ask asks asked wait help problem fine great time times thing
    things something anything nothing way part place case role job task duty desk system
    tool it's that's he's she's i'm we'll i'll we're don't doesn't isn't not-yet yet maybe
    perhaps probably vom von der die das und ist el la los las es le les est et il elle mr
    mrs ms miss dr prof herr frau mme mlle sr sra sri shri smt mister madam sir
    """
)
TITLES = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|madame|mister|herr|frau|mme|mlle|monsieur|sr"
    r"|sra|senor|senora|senhor|senhora|dona|don|signor|signora|pan|pani|shri|sri|smt"
    r"|ing|dott|eng|dipl"
    r"|engr|lic|capt|captain|sister|brother|father|rev|adv)\.?$",
    re.IGNORECASE,
)
PARTICLES = words(
    """
    van der den de da do dos das du di del della dello la le bin bint ibn al el von zu zum
    zur ter ten abu af av mac san st y e dal dalla lo ul ur e' 't op mc ap ben
    """
)
TITLED = words(
    """
    vp svp evp avp head director chief manager lead president officer boss gm md deputy leiter
    """
)
POSTS = words("team shift area site plant general regional operations product project branch unit")
CREWS = words(
    "team teams group department dept squad unit crew division board committee staff office"
)
NOT_NAMES = ROLES | PLURALS | GROUPS | FIRMS | MACHINES | TRADE
NEVER_NAMES = NOT_NAMES | ORDINARY

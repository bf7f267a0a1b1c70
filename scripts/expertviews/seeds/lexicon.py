"""The words that tell names, jobs, organisations and labels apart. Case-folded; the one place to add one."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "dr prof professor professors mr mrs ms miss mx sir dame lord lady baroness baron count judge justice rabbi "
    "rev reverend cllr father sister imam sheikh ambassador senator minister president general gen colonel col major "
    "captain lieutenant lt admiral commander sgt hon em eng ing ir phd docteur doctor drs mme mlle herr frau señor "
    "señora dott dottssa professeur professora profesor profesora"
)
"""What may stand before a name and is no part of it."""

POST_NOMINALS = _words(
    "phd dphil mphil msc bsc meng beng mres mlitt dlitt dsc dds dmd dvm edd psyd pharmd engd lld llm llb bcl mbbs "
    "mbchb mph mpp mfa jd esq kc qc sc mp mep msp gbe kbe dbe cbe obe mbe cb kcb gcb cmg kcmg dcmg cvo mvo lvo dso gc "
    "qpm sj frs frsa frse frcp frcs fba freng fmedsci facp facs cpa ceng rn"
)
"""Letters after a name, for a degree, an honour, a seat or a membership."""

POST_NOMINALS_AND_SURNAMES = _words("ba ma mba md do ms bs mpa ac ao am oam om td dl jp pc vc ra")
"""Surnames too, such as Ma and Do: letters only where they are written as such, among words that aren't in capitals."""

SUFFIXES = POST_NOMINALS | _words("ph.d d.phil ed.d m.d md mba ao ac am oam jr sr ii iii iv")
"""What may stand after a name."""

ABBREVIATIONS = _words(
    "inc co corp ltd jr sr esq ph.d phd u.s u.k u.n st d.c b.a m.a m.d ret bros e.v a.m p.m dept univ d.phil"
)
"""Words whose full stop ends no sentence."""

SAID_LABEL = re.compile(
    r"(?:said|says|writes|wrote|commented|comments|added|adds|told us|explains|explained|argues|notes)\s*[:：]?\s*"
)
"""`Jane Smith, Example University, said:` before the words."""

PARTICLES = _words(
    "van von der den de del della degli di da dal das do dos du des la las le les los lo el al as at an ash bin "
    "ibn bint ben wa ter ten te zu zum zur af av y e i st st. san santa abu umm ould mac ap ver op het und 't d' "
    "'s l' ó ní nic ua"
)
"""Words of a surname that may be written small; as in van der Berg, wa Thiong'o, al-Jaziri."""

ROLES = _words(
    "professor lecturer reader fellow researcher director president chair chairman chairwoman chairperson "
    "chancellor dean provost rector head chief ceo cfo cto coo officer manager editor journalist reporter "
    "correspondent columnist writer author novelist poet critic broadcaster historian economist scientist "
    "sociologist anthropologist philosopher psychologist geographer biologist physicist chemist mathematician "
    "statistician engineer architect designer planner lawyer barrister solicitor attorney judge jurist diplomat "
    "ambassador consul envoy minister secretary senator congressman congresswoman parliamentarian deputy governor "
    "mayor councillor commissioner analyst strategist adviser advisor consultant expert specialist scholar "
    "student candidate doctor physician surgeon nurse midwife pharmacist epidemiologist virologist immunologist "
    "clinician psychiatrist veterinarian agronomist farmer grower fisher fisherman forester ecologist botanist "
    "zoologist oceanographer climatologist meteorologist geologist hydrologist glaciologist astronomer teacher "
    "headteacher principal educator librarian archivist curator conservator artist painter sculptor composer "
    "musician conductor filmmaker producer photographer coach trainer activist organiser organizer campaigner "
    "founder cofounder co-founder partner owner entrepreneur investor banker trader broker accountant auditor "
    "actuary programmer developer associate assistant coordinator co-ordinator representative spokesperson "
    "spokesman spokeswoman member trustee patron pastor priest bishop rabbi imam captain colonel general admiral "
    "veteran pilot sailor instructor tutor postdoc postdoctoral chairholder leader convenor convener moderator "
    "translator interpreter linguist publisher bookseller chef baker brewer winemaker beekeeper gardener driver "
    "technologist toxicologist nutritionist dietitian paediatrician pediatrician oncologist cardiologist "
    "radiologist pathologist neurologist neuroscientist cosmonaut astronaut actor actress playwright dramatist "
    "skipper landlord landlady notary underwriter poetess shepherd blacksmith carpenter plumber electrician "
    "mechanic builder surveyor valuer archaeologist criminologist demographer theologian ethicist theorist "
    "practitioner inspector superintendent professeur professeure chercheur chercheuse directeur directrice "
    "économiste journaliste historien historienne professorin professur forscher forscherin direktor direktorin "
    "leiter leiterin historiker historikerin ökonom ökonomin profesor profesora investigador investigadora "
    "directora economista periodista historiador historiadora professora pesquisador pesquisadora diretor "
    "diretora ricercatore ricercatrice direttore direttrice профессор директор исследователь научный журналист "
    "экономист историк hoogleraar onderzoeker"
)
"""Nouns that say what somebody does."""

ROLES_THAT_ARE_SURNAMES = _words(
    "baker farmer fisher gardener driver judge dean head shepherd carpenter mayor bishop priest pastor general "
    "major butler reader painter sailor rector provost forester brewer banker trainer fellow chair partner pilot "
    "officer poet teacher"
)

HAN_ROLES = (
    "教授", "研究员", "研究員", "主任", "院长", "所长", "記者", "记者",
    "学者", "博士", "编辑", "总监", "專家", "专家", "大学", "大學",
)  # fmt: skip

ORGANISATIONS = _words(
    "university college school institute institution centre center council committee commission association "
    "society foundation trust fund bank group company corporation corp inc ltd llc llp plc gmbh ag sa co union "
    "federation league alliance agency authority bureau department ministry office board academy laboratory lab "
    "labs observatory museum library hospital clinic network initiative project programme program forum house "
    "party court church editors editorial team staff view desk newsroom magazine review journal times post press "
    "news media consulting consultants partners associates sons brothers secretariat service services systems "
    "studies research chamber cooperative co-operative collective coalition campaign theatre theater gallery "
    "orchestra zoo guild archive archives opera ballet choir radio television railways railway polytechnic "
    "seminary monastery embassy consulate directorate inspectorate treasury faculty farms works mills brewery "
    "think-tank parliament assembly government nations organisation organization club universität institut université "
    "hochschule universidad instituto universidade università istituto fondation stiftung centro fundación "
    "universiteit uniwersytet университет институт центр фонд академия redaktion rédaction redacción"
)
"""Words that stand in the names of organisations."""

HAN_ORGANISATIONS = (
    "大学", "大學", "研究所", "研究院", "中心", "学会", "學會", "协会",
    "編集部", "编辑部", "公司", "银行", "基金会", "委员会", "部",
)  # fmt: skip

ANONYMOUS = _words(
    "anonymous anonyme anónimo anonym anonimo анонимно аноним 匿名 unnamed withheld undisclosed unattributed"
)
UNNAMED_PERSONS = _words(
    "contributor diplomat official analyst source economist researcher adviser advisor minister insider expert "
    "participant respondent observer teacher nurse doctor farmer officer employee scientist engineer student "
    "reader resident journalist"
)
UNNAMED_ADJECTIVES = _words(
    "external guest outside former senior junior retired anonymous unnamed independent serving western european "
    "regional local government military another a an"
)
"""`External Contributor`, `A former diplomat`: adjectives before one of UNNAMED_PERSONS make somebody anonymous."""

INTERROGATIVES = _words(
    "what how will is are should can could which who whom whose why when where do does did would has have must "
    "may shall was were wie warum welche wer wo wann wird soll que quel quelle quels quelles comment pourquoi qué "
    "cómo cuál por что как почему какие кто come perché quale o qual"
)

CAPTIONS = (
    "photo", "photograph", "image", "picture", "caption", "illustration", "credit", "source", "figure", "graphic",
    "portrait",
)  # fmt: skip

CLOSING_LINES = _words(
    "comments comment related footnotes notes references sources tags end ends fin ende letters acknowledgements "
    "acknowledgments transcript licence license -30- ### disclaimer credits colophon subscribe share commentaires "
    "kommentare comentarios"
)
"""Lines that, alone or with a colon, end a round-table: `COMMENTS:`."""

CLOSING_STARTS = (
    "©", "(c) ", "copyright", "all rights reserved", "comments:", "share this", "share on", "read more",
    "read next", "further reading", "this article", "this round-table", "this roundtable", "this round table",
    "this symposium", "this discussion was", "this feature", "first published", "originally published",
    "published by", "published in", "editor's note", "editors' note", "editor’s note", "editors’ note",
    "disclaimer", "the views expressed", "the opinions expressed", "views expressed", "opinions expressed",
    "subscribe to", "sign up", "interviews by", "compiled by", "edited by", "interviews have been",
    "interviews were", "answers have been", "answers were", "responses have been", "responses were",
    "contributions have been", "contributions were", "contributors write", "the end", "photo credits", "more from",
    "reprinted", "to respond", "related articles", "filed under", "the responses were", "the answers were",
    "leave a comment", "next month", "next week", "in the next issue", "produced by", "licensed under", "tags:",
    "sources:", "declared interests", "declarations of interest", "declared conflicts", "competing interests",
)  # fmt: skip
"""How the lines after the last answer begin."""

FURNITURE = (
    "related", "read more", "read also", "see also", "more on this", "also read", "share this", "share on", "share",
    "subscribe", "sign up", "newsletter", "advertisement", "tags?", "filed under", "copyright", "all rights reserved",
    "follow us", "leave a comment", "print this", "email this", "jump to", "free download", "download", "listen",
    "support (?:us|the show|our)", "want to be", "have a question", "your e-?mail", "about us", "this post contains",
    "anzeige", "lesen sie auch", "mehr zum thema", "text und fotos?", "fotos?", "abonnieren", "schreiben sie uns",
    "à lire aussi", "lire aussi", "abonnez-vous", "écrivez-nous", "tous droits réservés", "partager",
    "lea también", "suscríbase", "compartir", "todos los derechos", "leggi anche", "iscriviti",
    "читайте также", "подписывайтесь", "все права", "ilgili haberler", "abone ol", "جميع الحقوق", "اقرأ أيضا",
    "propos recueillis", "aufgezeichnet von", "(?:das gespräch|interview) führte", "a cura di", "oprac",
    "czytaj (?:też|także)", "lees (?:ook|meer)", "tekst gaat verder", "la suite après", "das könnte sie",
    "leia (?:também|mais)", "関連記事", "延伸阅读",
    "words by", "interviews? by", "compiled by", "produced by", "photos? by", "photography by",
)  # fmt: skip
"""How lines begin that belong to a page and not to a round-table; as patterns."""

OTHER_LABELS = _words(
    "question questions answer answers note notes photo image source sources comments comment update background "
    "introduction summary conclusion conclusions overview context topic topics abstract keywords date published "
    "updated tags moderator editor caption credit disclaimer references footnotes contents panel panellists "
    "panelists participants contributors experts speakers first second third firstly secondly thirdly finally "
    "lastly example however warning caveat result title subject theme issue email tel phone fax url web website "
    "doi isbn t m e w f mob mobile contact contacts expertise "
    "risks outlook outcomes recommendations findings analysis discussion results methods verdict "
    "participan participantes modera present teilnehmer teilnehmerinnen gäste fotos bild bilder texte protokoll "
    "aufgezeichnet animation propos participaient modération moderation auflösung chair apologies und y et "
    "prediction predictions forecast pros cons 结论 前言 引言 背景 问题 答案 注 问 答 問"
)
"""Words before a colon, or on a line of their own, that name no speaker."""

QUESTION_LABEL = re.compile(
    r"(?:the\s+|our\s+)?(?:question|frage|pregunta|pergunta|domanda|vraag|вопрос|питання|soru|pytanie|otázka|fråga|spørgsmål|spørsmål|"
    r"kysymys|kérdés|pitanje|întrebare|ερώτηση|سؤال|سوال|שאלה|प्रश्न|질문|câu hỏi|问题|問題|质问|質問|问|問|q)"
    r"(?:\s*(?:no\.?\s*|n[°º]\s*|nr\.?\s*|#\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\s+(?:one|two|three|four|five|six|i|ii|iii|iv|v))?"
    r"(?:\s*[:：.)—–-]+\s*|\s*$)",
    re.IGNORECASE,
)
"""`Question:`, `Q:`, `Question 2:`, or `Question` alone on its line."""

MODERATOR_LABEL = re.compile(
    r"(?:the\s+)?(?:moderator|host|chair|chairman|chairwoman|interviewer|facilitator|moderation)"
    r"(?:\s*\([^()]{1,60}\)|,\s[^:：]{1,60})?(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s*",
    re.IGNORECASE,
)
"""`Moderator:`, `HOST (Jane Smith):`: before a question, it is one that is asked of all who follow."""

NAME_LABEL = re.compile(
    r"(?:name|contributor|speaker|author|expert|panell?ist|respondent|participant)\s*[:：]\s*", re.IGNORECASE
)
AFFILIATION_LABEL = re.compile(
    r"(?:affiliation|role|position|job|organisation|organization|institution|title|post)\s*[:：]\s*", re.IGNORECASE
)
ANSWER_LABEL = re.compile(r"(?:answer|response|view|reply|text)\s*[:：]\s*", re.IGNORECASE)
BIO_LABEL = re.compile(
    r"(?:about the (?:author|contributor|expert|writer|speaker)s?\b\s*[:：.—–-]?"
    r"|(?:biography|bio|biographical note)\s*(?:[:：.—–-]|$))\s*",
    re.IGNORECASE,
)
BY_LABEL = re.compile(r"(?:by|par|von|por|di)(?:\s+|$)", re.IGNORECASE)

TITLE_LABEL = re.compile(r"(?:title|headline|titel|titre|título|titolo)\s*[:：]\s*", re.IGNORECASE)
DATE_LABEL = re.compile(
    r"(?:date|published|posted|asked|published on|datum|fecha|data|erschienen|publié le)\s*[:：]\s*", re.IGNORECASE
)

LABELS = (
    QUESTION_LABEL, MODERATOR_LABEL, TITLE_LABEL, NAME_LABEL, AFFILIATION_LABEL,
    ANSWER_LABEL, BIO_LABEL, BY_LABEL, SAID_LABEL,
)  # fmt: skip
"""The only words that a layout may hold as marks."""

HAN_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁"
    "任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯山田中佐伊渡小井木松清斎"
)

FUNCTION_WORDS = _words(
    "the a an of in on at to for from with by and or but not no is are was were be been as it its this that these "
    "those their our your his her my we they you he she i if when while why how what who which where than then so "
    "yet after before between beyond against towards toward into over under about through without within can "
    "could will would should may might must does do did has have had more most less least some any all both each "
    "every other another such only very too also just nobody everybody somebody anybody everyone someone anyone "
    "nothing everything something there here now today tomorrow one two three new old good bad big small next "
    "last first second third pro contra kontra"
)

WORDS_OF_SENTENCES = _words(
    "is are was were be will would can could should must do does did has have not no never why what when how if then "
    "this that these those we i you he she it they us them"
)
"""Words that stand in sentences and titles, and in no job."""

NOUN_ENDINGS = (
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ism", "isms", "ship", "ships",
    "ance", "ence", "ology", "graphy", "omics", "itics", "ics", "ure", "ures", "ways", "ings", "als", "ives",
    "ables",
)  # fmt: skip
"""Endings of common nouns in headings, and hardly ever of given names."""

WORDS_THAT_ARE_NAMES = _words(
    "will mark grace rose frank bill hope faith joy grant art gene jack rob sue pat dawn april may june summer "
    "ivy lily violet max ray drew chase mason hunter sandy penny ruby pearl amber iris daisy heather holly basil "
    "clay dean duke earl guy jay miles norm rich rusty skip stew ted tony victor ward wade woody bob don lance "
    "pierce reed rod ken nick dick christian austin dale glen cliff brook brooke sky sage autumn melody harmony "
    "charity patience prudence constance felicity clement"
)

BIO_VERBS = _words(
    "is was are ran teaches works writes directs leads heads served serves chairs edits covers researches specialises "
    "specializes studies lectures runs manages advises founded co-founded holds researched coordinates practises "
    "practices reports represents worked taught wrote led chaired joined has currently farms grows conducts lives "
    "curates owns keeps est enseigne dirige ist lehrt leitet es enseña является работает è insegna é 是 任"
)

LINKS_OF_ROLES = _words(
    "at for of in with on who whose working focusing specialising specializing covering based and where"
)

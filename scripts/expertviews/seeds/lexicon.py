"""The word lists that tell names, jobs, organisations and labels apart; all case-folded."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s*[:：]\s*", re.IGNORECASE)


TITLES = _words(
    "dr prof professor professors mr mrs ms miss mx sir dame lord lady baroness baron count judge justice rabbi rev "
    "reverend cllr father sister imam sheikh ambassador senator minister president general gen colonel col major "
    "captain lieutenant lt admiral commander sgt hon em eng ing ir phd docteur doctor drs mme mlle herr frau señor "
    "señora dott dottssa professeur professora profesor profesora"
)
"""What may come before a name and isn't part of it."""

POST_NOMINALS = _words(
    "phd dphil mphil msc bsc meng beng mres mlitt dlitt dsc dds dmd dvm edd psyd pharmd engd lld llm llb bcl mbbs "
    "mbchb mph mpp mfa jd esq kc qc sc mp mep msp gbe kbe dbe cbe obe mbe cb kcb gcb cmg kcmg dcmg cvo mvo lvo dso gc "
    "qpm sj frs frsa frse frcp frcs fba freng fmedsci facp facs cpa ceng rn"
)
"""Letters after a name: degrees, honours, seats, memberships."""

POST_NOMINALS_AND_SURNAMES = _words("ba ma mba md do ms bs mpa ac ao am oam om td dl jp pc vc ra")
"""Surnames too, such as Ma and Do: letters only if they are in capitals, and the rest of the name isn't."""

FAMILY_NAMES_FIRST = _words(
    # Chinese
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie tang xi mao "
    "deng jiang cai tsai chiang chow cheung chan wong leung lau tse yeung ng feng cao peng zeng xiao tian dong yuan "
    "pan du ye cheng wei lu ding shen yao tan fan shi liao jia fu qin qiu hou bai meng xiong hao gong wan lei qian yu "
    # Korean and Vietnamese
    "kim lee park choi jung jeong kang cho yoon yun jang lim han oh seo shin kwon hwang ahn song yoo hong moon ban roh "
    "nguyen tran le pham huynh phan vu vo dang bui do ho ngo duong ly dinh trinh "
    # Japanese and Hungarian
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki matsumoto inoue "
    "kimura hayashi saito shimizu abe kishida mori hashimoto ogawa fujita okada "
    "nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros racz "
    "fekete szilagyi kocsis pinter fodor sipos gulyas biro kiraly katona orban"
)
"""Family names, as slugs, that often come before the given name: a name that begins with one is left whole."""

ABBREVIATIONS = _words(
    "inc co corp ltd jr sr esq ph.d phd u.s u.k u.n st d.c b.a m.a m.d ret retd bros e.v a.m p.m dept univ d.phil min"
)
"""Words with a full stop that doesn't end a sentence."""

SAID_LABEL = re.compile(
    r"(?:said|says|writes|wrote|commented|comments|added|adds|told us|explains|explained|argues|notes)\s*[:：]?\s*"
)
"""`Jane Smith, Example University, said:` before the words."""

PARTICLES = _words(
    "van von der den de del della degli di da dal das do dos du des la las le les los lo el al as at an ash bin ibn "
    "bint ben wa ter ten te zu zum zur af av y e i st st. san santa abu umm ould mac ap ver op het und 't d' 's l' ó "
    "ní nic ua"
)
"""Words of a surname that may be lower-case: van der Berg, wa Thiong'o, al-Jaziri."""

JOBS = _words(
    "professor lecturer reader fellow researcher director president chair chairman chairperson chancellor dean "
    "provost rector head chief ceo cfo cto coo officer manager editor journalist reporter correspondent columnist "
    "writer author novelist poet critic broadcaster historian scientist philosopher chemist engineer architect "
    "designer planner lawyer barrister solicitor attorney judge diplomat ambassador minister secretary senator deputy "
    "governor mayor councillor commissioner analyst strategist adviser advisor consultant expert specialist scholar "
    "student candidate doctor surgeon nurse midwife pharmacist veterinarian farmer grower fisher fisherman forester "
    "teacher headteacher principal educator librarian archivist curator artist painter composer conductor filmmaker "
    "producer coach trainer activist organiser organizer campaigner founder cofounder partner owner entrepreneur "
    "investor banker trader accountant auditor programmer developer associate assistant coordinator representative "
    "spokesman spokesperson member trustee pastor priest bishop imam captain colonel general veteran pilot instructor "
    "tutor leader moderator translator interpreter publisher chef baker gardener driver actor skipper landlord "
    "shepherd carpenter electrician mechanic builder practitioner inspector bookseller underwriter playwright "
    "professeur professeure chercheur chercheuse directeur directrice économiste journaliste historien historienne "
    "professorin forscher forscherin direktor direktorin leiter leiterin historiker historikerin ökonom ökonomin "
    "profesor profesora investigador investigadora directora economista periodista historiador historiadora "
    "professora pesquisador pesquisadora diretor diretora ricercatore ricercatrice direttore direttrice hoogleraar "
    "onderzoeker contributor councilor профессор директор исследователь научный журналист экономист историк"
)
"""Nouns for what somebody does."""

JOB_ENDINGS = (
    *("ologist", "ographer", "onomist", "icist", "atrist", "ician", "itian", "itionist", "woman", "meister"),
    *("iologue", "ologue", "iker", "ikerin", "meisterin"),
)
"""Endings of further nouns for what somebody does: sociologist, mathematician."""

ORGANISATIONS = _words(
    "university college school institute institution centre center council committee commission association society "
    "foundation trust fund bank group company corporation corp inc ltd llc llp plc gmbh ag sa co union federation "
    "league alliance agency authority bureau department ministry office board academy laboratory lab labs observatory "
    "museum library hospital clinic network initiative project programme program forum house party court church "
    "editors editorial team staff view desk newsroom magazine review journal times post press news media consulting "
    "gazette herald tribune chronicle "
    "consultants partners associates sons brothers secretariat service services systems studies research chamber "
    "cooperative co-operative collective coalition campaign theatre gallery orchestra guild archive opera radio "
    "television polytechnic embassy parliament assembly government organisation organization club farms mills works "
    "nations faculty universität institut université hochschule universidad instituto universidade università "
    "istituto fondation stiftung centro fundación universiteit uniwersytet университет институт центр фонд академия "
    "redaktion rédaction redacción"
)
"""Words that are typical of organisations' names."""

HAN_ORGANISATIONS = tuple(
    "大学 大學 研究所 研究院 中心 学会 學會 协会 編集部 编辑部 公司 银行 基金会 委员会 部".split()
)

ANONYMOUS = _words(
    "anonymous anonyme anónimo anonym anonimo анонимно аноним 匿名 unnamed withheld undisclosed unattributed"
)
UNNAMED_PERSONS = _words("contributor official insider participant respondent observer employee resident guard")
UNNAMED_ADJECTIVES = _words(
    "a an another external guest outside former senior junior retired anonymous independent serving western european "
    "regional local government military"
)
"""Adjectives that, with a person or a job after them, name nobody: `External Contributor`."""

INTERROGATIVES = _words(
    "what how will is are should can could which who whom whose why when where do does did would has have must may "
    "shall was were wie warum welche wer wo wann wird soll que quel quelle quels quelles comment pourquoi qué cómo "
    "cuál por что как почему какие кто come perché quale o qual"
)

CLOSING = re.compile(
    r"(?:comments?|kommentare|commentaires|comentarios|foot ?notes|notes|references|sources|tags|ends?|fin|ende|letters"
    r"|acknowledge?ments|transcript|licen[cs]e|-30-|###|credits|colophon)[:*_\]() .\d]*$"
    r"|comments:|sources:|disclaimer"
    r"|this (?:article|story|piece|series|round-?table|symposium|discussion|feature)|published (?:by|in)"
    r"|(?:first|originally) published|editors?['’]s? note|(?:the )?(?:views|opinions) expressed"
    r"|(?:the )?(?:interviews?|answers|responses|contributions) (?:ha[sv]e? been|were|was)"
    r"|edited by|licensed under|reprinted"
    r"|next (?:week|month)|in the next issue|(?:declared|competing) interests|declarations of interest",
    re.IGNORECASE,
)
"""Beginnings of lines that end a round-table: `COMMENTS:`, `This round-table was held in May.`"""

FURNITURE = re.compile(
    r"(?:©|\(c\)\s|[^.!?]{1,80}\s[»›>]\s[^.!?]{1,80}$|[【\[（(](?:相关阅读|延伸阅读|責任編輯|责任编辑|関連記事)"
    r"|(?:related|read (?:more|also|next)|(?:see|also) (?:also|read)|further reading|more (?:on this|from)|share"
    r"|subscribe|sign up|newsletter|advertisement|tags?|filed under|copyright|all rights reserved|follow us"
    r"|leave a comment|to respond"
    r"|skip to|view (?:this|in)|unsubscribe|our standards|(?:posted|published|updated) (?:on|by|in)"
    r"|(?:print|email) this|jump to|(?:free )?download|listen|support (?:us|the show|our)"
    r"|want to be|have a question|your e-?mail|about us|this post contains|photo credits"
    r"|(?:words|interviews?|compiled|produced|photos?|photography) by"
    r"|anzeige|lesen sie auch|mehr zum thema|(?:text und )?fotos?|abonnieren|schreiben sie uns|aufgezeichnet von"
    r"|(?:das gespräch|interview) führte|das könnte sie|(?:à )?lire aussi|(?:abonnez|écrivez)-(?:vous|nous)"
    r"|tous droits réservés|partager|propos recueillis|la suite après|lea también|suscríbase|compartir"
    r"|todos los derechos|leggi anche|iscriviti|a cura di|leia (?:também|mais)|lees (?:ook|meer)|tekst gaat verder"
    r"|oprac|czytaj (?:też|także)|читайте также|подписывайтесь|все права|ilgili haberler|abone ol|جميع الحقوق"
    r"|اقرأ أيضا|関連記事|延伸阅读)(?!\w)\s*[:：]?)",
    re.IGNORECASE,
)
"""Beginnings of lines that belong to a page and not to a round-table."""

INVITATION = re.compile(
    r"\b(?:let us know|have your say|tell us|write to|in the comments|send (?:us|your)|sign up|e-?mail (?:us|your)"
    r"|share your|repost|submit|schreiben sie|dites-nous|écrivez|escríba(?:nos)?|scrivete|schrijf ons)\b",
    re.IGNORECASE,
)
"""Words of lines that ask the reader to answer, too."""

OTHER_LABELS = _words(
    "question questions answer answers note notes photo photos image source sources comment comments update background "
    "introduction summary conclusion conclusions overview context topic topics date published updated tags moderator "
    "editor caption credit disclaimer references footnotes contents panel participants contributors experts speakers "
    "first second third firstly secondly finally example however warning result results title subject theme issue "
    "email tel phone fax website contact contacts t m e w f risks outlook findings analysis discussion verdict present "
    "participantes teilnehmer gäste fotos bilder participaient propos modération und y et forecast pros cons "
    "结论 前言 引言 背景 问题 答案 注 问 答 問"
)
"""Words before a colon, or on a line of their own, that don't name a speaker."""

QUESTION_LABEL = re.compile(
    r"(?:the\s+|our\s+)?(?:question|frage|pregunta|pergunta|domanda|vraag|вопрос|питання|soru|pytanie|otázka|fråga|spørgsmål|spørsmål|"
    r"kysymys|kérdés|pitanje|întrebare|ερώτηση|سؤال|سوال|שאלה|प्रश्न|질문|câu hỏi|问题|問題|质问|質問|问|問|q)"
    r"(?:\s*(?:no\.?\s*|n[°º]\s*|nr\.?\s*|#\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\s+(?:one|two|three|four|five|six|i|ii|iii|iv|v))?"
    r"(?:\s*[:：.)—–-]+\s*|\s*$|(?<=\d)\s(?=[^:?]{2,60}:\s))",
    re.IGNORECASE,
)
"""`Question:`, `Q:`, `Question 2:`, or `Question` alone on its line."""

MODERATOR_LABEL = re.compile(
    r"(?:the\s+)?(?:moderator|host|chair|chairman|chairwoman|interviewer|facilitator|moderation)"
    r"(?:\s*\([^()]{1,60}\)|,\s[^:：]{1,60})?(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s*",
    re.IGNORECASE,
)
"""`Moderator:`, `HOST (Jane Smith):`: before a question for all who answer below."""

NAME_LABEL = _label("name|from|contributor|speaker|author|expert|panell?ist|respondent|participant")
AFFILIATION_LABEL = _label("affiliation|role|position|job|organi[sz]ation|institution|title|post")
ANSWER_LABEL = _label("answer|response|view|reply|text")
TITLE_LABEL = _label("title|headline|titel|titre|título|titolo")
DATE_LABEL = _label("date|published|posted|asked|published on|datum|fecha|data|erschienen|publié le")
BY_LABEL = re.compile(
    r"(?:(?:statement|testimony|evidence|reply|response|letter|submission) (?:of|from|by)|by|par|von|por|di)(?:\s+|$)",
    re.IGNORECASE,
)
BIO_LABEL = re.compile(
    r"(?:about the (?:author|contributor|expert|writer|speaker)s?\b\s*[:：.—–-]?"
    r"|(?:biography|bio|biographical note)\s*(?:[:：.—–-]|$))\s*",
    re.IGNORECASE,
)

LABELS = (
    *(QUESTION_LABEL, MODERATOR_LABEL, TITLE_LABEL, NAME_LABEL, AFFILIATION_LABEL),
    *(ANSWER_LABEL, BIO_LABEL, BY_LABEL, SAID_LABEL),
)
"""The only words that may count as marks of the layout."""

HAN_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁"
    "任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯山田中佐伊渡小井木松清斎"
)

WORDS_OF_SENTENCES = _words(
    "is are was were be will would can could should must do does did has have not no never why what when how if then "
    "this that these those we i you he she it they us them"
)
"""Words of sentences and titles that don't occur in jobs."""

FUNCTION_WORDS = (WORDS_OF_SENTENCES - {"will", "may"}) | _words(
    "the a an of in on at to for from with by and or but as its their our your his her my so yet after before between "
    "against towards into over under about through without within who where than here now today tomorrow more most "
    "some all both each every other another such only just nobody everybody everyone nothing everything something one "
    "two three first second third last next new old good bad big small pro contra"
)
"""Words that begin phrases and don't begin names."""

BIO_VERBS = _words(
    "is was are ran teaches works writes directs leads heads served serves chairs edits covers researches specialises "
    "specializes studies lectures runs manages advises founded co-founded holds researched coordinates practises "
    "practices reports represents worked taught wrote led chaired joined has currently farms grows conducts lives "
    "curates owns keeps est enseigne dirige ist lehrt leitet es enseña является работает è insegna é 是 任"
)

AFTER_JOBS = _words("at for of from to in with on who whose working focusing covering based and where")

NOUN_ENDINGS = ("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ism", "ics", "ance", "ence")
"""Endings of common nouns in headings, rare in names: `Market Conditions`."""

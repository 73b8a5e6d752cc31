/** The founding demand to confiscate the Nazarbayev family's properties in London. */
import type { FoundingDemand } from "./founding-demand.ts";

export const confiscateTheProperties: FoundingDemand = {
  slug: "confiscate-the-properties",
  topics: ["kazakhstan", "london", "property"],
  paper: {
    declares:
      "Nursultan Nazarbayev ruled Kazakhstan for almost three decades, and kept great power after he had left the presidency in 2019; that properties in London which his family owns are said to be worth £80 million; and that fortunes made close to power abroad should find no safe place in London where no honest source of the money is shown",
    requests:
      "use the powers that the law gives it, unexplained wealth orders among them, to establish where the money for these properties came from, and to have them frozen and confiscated where no honest source is shown",
  },
  texts: {
    en: {
      title: "Confiscate the £80 million worth of London properties owned by the Nazarbayev family",
      summary:
        "The family of Kazakhstan’s first president owns properties in London said to be worth £80 million. They should go to the people of Kazakhstan.",
      addressee: "the British government",
      body: `Nursultan Nazarbayev ruled Kazakhstan for almost three decades and kept great power after he had left the presidency in 2019. His family’s properties in London are said to be worth £80 million. In Zhanaozen, in January 2022, people went out into the street over the price of gas.

These two facts belong together. Fortunes made close to power have long found a safe place in London. That is for Britain to answer, and of our demands it is the one that MPs can act on directly.

## What we demand

- The government uses the powers that the law gives it, unexplained wealth orders among them, to establish where the money for these properties came from.
- Where no honest source is shown, they are frozen, confiscated and sold.
- The proceeds go to the people of Kazakhstan, under public control, and not to their government.
- The real owners of property in Britain are open to everyone to see.

Put on 8 January 2022 in Trafalgar Square, this demand is a short walk from Parliament.`,
    },
    uk: {
      title: "Конфіскувати лондонську нерухомість родини Назарбаєвих на 80 мільйонів фунтів",
      summary:
        "Родина першого президента Казахстану володіє в Лондоні нерухомістю, яку оцінюють у 80 мільйонів фунтів. Вона має належати народові Казахстану.",
      addressee: "британський уряд",
      body: `Нурсултан Назарбаєв правив Казахстаном майже три десятиліття і зберіг велику владу й після того, як у 2019 році залишив посаду президента. Лондонську нерухомість його родини оцінюють у 80 мільйонів фунтів. А в Жанаозені в січні 2022 року люди вийшли на вулиці через ціну на газ.

Ці два факти пов’язані. Статки, нажиті поруч із владою, здавна знаходять тиху гавань у Лондоні. Відповідати за це має Британія, і саме за цією нашою вимогою депутати можуть діяти безпосередньо.

## Чого ми вимагаємо

- Уряд використовує надані законом повноваження, зокрема накази щодо статків нез’ясованого походження (UWO), щоб установити, звідки взялися гроші на цю нерухомість.
- Якщо чесного джерела не доведено, її заморожують, конфісковують і продають.
- Виручені гроші йдуть народові Казахстану, під громадським контролем, а не його владі.
- Справжні власники нерухомості в Британії відомі всім.

Цю вимогу висунуто 8 січня 2022 року на Трафальгарській площі, неподалік від парламенту.`,
    },
    kk: {
      title: "Назарбаев отбасының Лондондағы 80 миллион фунт тұратын мүлкі тәркіленсін",
      summary:
        "Қазақстанның тұңғыш президенті отбасының Лондонда 80 миллион фунт тұрады делінетін мүлкі бар. Ол Қазақстан халқына тиесілі болуы керек.",
      addressee: "Ұлыбритания үкіметі",
      body: `Нұрсұлтан Назарбаев Қазақстанды отыз жылға жуық биледі және 2019 жылы президенттіктен кеткеннен кейін де зор билігін сақтап қалды. Оның отбасының Лондондағы мүлкі 80 миллион фунт тұрады делінеді. Ал Жаңаөзенде 2022 жылғы қаңтарда адамдар газ бағасына наразы болып, көшеге шықты.

Бұл екі жайт бір-бірімен байланысты. Билік маңында жиналған байлық көптен бері Лондоннан қауіпсіз орын тауып келеді. Бұған Ұлыбритания жауап беруі тиіс, әрі депутаттар талаптарымыздың ішінде дәл осысы бойынша тікелей әрекет ете алады.

## Біздің талабымыз

- Үкімет заң берген өкілеттіктерін, соның ішінде шығу тегі белгісіз байлық туралы бұйрықтарды (UWO) пайдаланып, бұл мүлікке жұмсалған ақшаның қайдан келгенін анықтасын.
- Адал көзі дәлелденбесе, мүлік бұғатталсын, тәркіленсін және сатылсын.
- Түскен ақша Қазақстанның билігіне емес, қоғам бақылауымен халқына берілсін.
- Ұлыбританиядағы жылжымайтын мүліктің нақты иелері баршаға ашық болсын.

Бұл талап 2022 жылғы 8 қаңтарда парламентке жақын жерде, Трафальгар алаңында қойылды.`,
    },
    ru: {
      title: "Конфисковать лондонскую недвижимость семьи Назарбаевых на 80 миллионов фунтов",
      summary:
        "Семья первого президента Казахстана владеет в Лондоне недвижимостью, которую оценивают в 80 миллионов фунтов. Она должна принадлежать народу Казахстана.",
      addressee: "британское правительство",
      body: `Нурсултан Назарбаев правил Казахстаном почти три десятилетия и сохранил большую власть и после того, как в 2019 году оставил пост президента. Лондонскую недвижимость его семьи оценивают в 80 миллионов фунтов. А в Жанаозене в январе 2022 года люди вышли на улицы из-за цены на газ.

Эти два факта связаны. Состояния, нажитые рядом с властью, давно находят тихую гавань в Лондоне. Отвечать за это должна Британия, и именно по этому нашему требованию депутаты могут действовать напрямую.

## Чего мы требуем

- Правительство использует данные ему законом полномочия, в том числе приказы о состоянии неясного происхождения (UWO), чтобы установить, откуда взялись деньги на эту недвижимость.
- Если честный источник не доказан, её замораживают, конфискуют и продают.
- Вырученные деньги идут народу Казахстана, под общественным контролем, а не его властям.
- Настоящие владельцы недвижимости в Британии известны всем.

Это требование выдвинуто 8 января 2022 года на Трафальгарской площади, неподалёку от парламента.`,
    },
  },
};

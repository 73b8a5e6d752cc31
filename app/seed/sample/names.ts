/** Names of people who do not exist: surnames are put together, so that none is a member's. */
import type { LocaleCode } from "#db/schema.ts";

const words = (text: string) => text.split(" ");

const given: Record<LocaleCode, string[]> = {
  en: words(
    "Ada Amara Anwen Bede Briony Callum Cerys Clement Della Edith Ewan Farah Felix Gwen Hamish Hetty Idris Imogen Ines Jago Kofi Leila Lowri Magnus Mina Nadia Nell Orla Osian Petra Ravi Rhona Rory Saskia Selma Tamsin Teo Una Winston Zara",
  ),
  uk: words("Богдан Дарина Зоряна Іван Катерина Лесь Мар’яна Оксана Остап Соломія Тарас Уляна"),
  kk: words("Айдана Алмас Аружан Бауыржан Дана Ерлан Жанар Нұрлан Сәуле Тимур Ұлжан Шолпан"),
  ru: words("Алла Борис Вера Глеб Дарья Егор Жанна Захар Кира Лев Нина Павел"),
};

const landscape = words("Alder Bracken Cobble Drift Elder Fern Garth Hazel Linden Marsh Nettle");
const settlement = words("beck bourne combe garth holt mere shaw stead thwaite wick");

const surnames: Record<LocaleCode, string[]> = {
  en: landscape.flatMap((first) => settlement.map((last) => first + last)),
  uk: words("Вільшаненко Дощик Журбенко Калинник Лугівко Озернюк Пагорбенко Стежко"),
  kk: words("Ақбұлақ Бозторғай Гүлдала Көктөбе Сарыжайлау Тасбұлақ Ұзынағаш"),
  ru: words("Вербенко Выдумко Заречко Ивовко Опушко Примеренко Тропинко"),
};

/** Every name of two parts that there is in a language, in an order in which neighbours differ. */
export function namesIn(locale: LocaleCode): string[] {
  const [first, last] = [given[locale], surnames[locale]];
  return Array.from({ length: first.length * last.length }, (_, place) => {
    const round = Math.floor(place / first.length);
    return `${first[place % first.length]} ${last[(place * 7 + round) % last.length]}`;
  });
}

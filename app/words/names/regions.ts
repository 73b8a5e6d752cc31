/** The regions of England and the nations, as the Office for National Statistics names them. */
import type { KnownNames } from "./translated.ts";

export const regions: KnownNames = {
  "East Midlands": { uk: "Східний Мідленд", kk: "Шығыс Мидлендс", ru: "Ист-Мидлендс" },
  "East of England": { uk: "Східна Англія", kk: "Шығыс Англия", ru: "Восточная Англия" },
  London: { uk: "Лондон", kk: "Лондон", ru: "Лондон" },
  "North East": {
    uk: "Північно-Східна Англія",
    kk: "Солтүстік-Шығыс Англия",
    ru: "Северо-Восточная Англия",
  },
  "North West": {
    uk: "Північно-Західна Англія",
    kk: "Солтүстік-Батыс Англия",
    ru: "Северо-Западная Англия",
  },
  "Northern Ireland": {
    uk: "Північна Ірландія",
    kk: "Солтүстік Ирландия",
    ru: "Северная Ирландия",
  },
  Scotland: { uk: "Шотландія", kk: "Шотландия", ru: "Шотландия" },
  "South East": {
    uk: "Південно-Східна Англія",
    kk: "Оңтүстік-Шығыс Англия",
    ru: "Юго-Восточная Англия",
  },
  "South West": {
    uk: "Південно-Західна Англія",
    kk: "Оңтүстік-Батыс Англия",
    ru: "Юго-Западная Англия",
  },
  Wales: { uk: "Уельс", kk: "Уэльс", ru: "Уэльс" },
  "West Midlands": { uk: "Західний Мідленд", kk: "Батыс Мидлендс", ru: "Уэст-Мидлендс" },
  "Yorkshire and The Humber": {
    uk: "Йоркшир і Гамбер",
    kk: "Йоркшир және Хамбер",
    ru: "Йоркшир и Хамбер",
  },
};

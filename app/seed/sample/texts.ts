/** What the sample's campaign has told: an update to those who signed, and a day at a market stall. */
import type { LocaleCode } from "#db/schema.ts";

export type Told = Record<LocaleCode, { subject: string; body: string }>;

export const written: Told = {
  en: {
    subject: "We have written to every MP",
    body: "Each MP now has a letter with the number of people who signed in their constituency. We publish every answer as it comes. Ask yours whether they have read it.",
  },
  uk: {
    subject: "Ми написали кожному депутатові",
    body: "Тепер кожен депутат має листа з кількістю людей, які підписалися в його окрузі. Кожну відповідь ми публікуємо, щойно вона надійде. Спитайте свого депутата, чи він прочитав листа.",
  },
  kk: {
    subject: "Біз әр депутатқа хат жаздық",
    body: "Енді әр депутаттың қолында өз округінде қанша адам қол қойғаны жазылған хат бар. Әр жауапты келген бойда жариялаймыз. Өз депутатыңыздан хатты оқыған-оқымағанын сұраңыз.",
  },
  ru: {
    subject: "Мы написали каждому депутату",
    body: "Теперь у каждого депутата есть письмо с числом людей, подписавшихся в его округе. Каждый ответ мы публикуем, как только он приходит. Спросите своего депутата, прочёл ли он письмо.",
  },
};

export const stall: Told = {
  en: {
    subject: "A day at market stalls",
    body: "Supporters stood at market stalls in Leeds, Cardiff and Glasgow with leaflets and a QR code.",
  },
  uk: {
    subject: "День на ринках",
    body: "Прихильники стояли на ринках у Лідсі, Кардіффі та Глазго з листівками й QR-кодом.",
  },
  kk: {
    subject: "Базардағы бір күн",
    body: "Жақтастарымыз Лидс, Кардифф және Глазго базарларында парақшалар мен QR-код таратты.",
  },
  ru: {
    subject: "День на рынках",
    body: "Сторонники стояли на рынках в Лидсе, Кардиффе и Глазго с листовками и QR-кодом.",
  },
};

export const answer = {
  stance: "supports",
  quote: "I support this demand, and I have asked the Foreign Secretary to raise it.",
  source: "Letter to the campaign",
} as const;

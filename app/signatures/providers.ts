/** Mail providers: their domains, and which spellings of an address reach one inbox there. */

/**
 * What a provider does with an address. No listed provider lets a person choose a name with a `+`, so
 * at each of them what follows it is a tag, whether tags are delivered or bounce.
 */
interface Provider {
  /** Separated by white space. Nobody but the provider hands out names there. */
  domains: string;
  /** A name is one inbox at all of its domains; the first one stands for it. */
  isOneInbox?: true;
  /** The one spelling of a name without its tag; by default a name is spelled in one way. */
  spell?: (name: string) => string;
  /** Whether `anything@name.domain` reaches `name@domain`. */
  hasSubdomains?: true;
}

/**
 * A rule stands here only if it is known: where two spellings may be two people's, both are kept, for
 * a wrong rule takes somebody's signature away, and an unknown one lets somebody sign twice.
 *
 * Sources, as they were in November 2026: the page named at each provider; else the tables of
 * validator.js 13.15 (`normalizeEmail`), email-normalize 3.2 (PyPI) and gabrola/email-normalizer 2.1
 * (Packagist), from which most national domains are taken too.
 */
const providers: readonly Provider[] = [
  // Google: dots and tags: support.google.com/mail/answer/7436150; the two domains: …/answer/10313
  { domains: "gmail.com googlemail.com", isOneInbox: true, spell: (name) => without(name, /\./g) },

  // Microsoft: tags: validator.js, email-normalize. Dots count, and each domain has names of its own.
  {
    domains: `
      outlook.com outlook.at outlook.be outlook.cl outlook.cn outlook.co.id outlook.co.il
      outlook.co.nz outlook.co.th outlook.com.ar outlook.com.au outlook.com.br outlook.com.co
      outlook.com.gr outlook.com.pe outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk
      outlook.es outlook.fr outlook.hu outlook.id outlook.ie outlook.in outlook.it outlook.jp
      outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk
      hotmail.com hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co hotmail.co.id
      hotmail.co.il hotmail.co.in hotmail.co.jp hotmail.co.kr hotmail.co.nz hotmail.co.th
      hotmail.co.uk hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.gr
      hotmail.com.hk hotmail.com.mx hotmail.com.pe hotmail.com.ph hotmail.com.sg hotmail.com.tr
      hotmail.com.tw hotmail.com.vn hotmail.cz hotmail.de hotmail.dk hotmail.ee hotmail.es hotmail.fi
      hotmail.fr hotmail.gr hotmail.hu hotmail.id hotmail.ie hotmail.in hotmail.it hotmail.jp
      hotmail.kr hotmail.lt hotmail.lv hotmail.my hotmail.nl hotmail.no hotmail.ph hotmail.pt
      hotmail.rs hotmail.ru hotmail.sa hotmail.se hotmail.sg hotmail.sk
      live.com live.at live.be live.ca live.ch live.cl live.cn live.co.in live.co.jp live.co.kr
      live.co.uk live.co.za live.com.ar live.com.au live.com.co live.com.mx live.com.my live.com.pe
      live.com.ph live.com.pk live.com.pt live.com.sg live.com.ve live.de live.dk live.es live.eu
      live.fi live.fr live.hk live.ie live.in live.it live.jp live.nl live.no live.ph live.ru live.se
      livemail.com.br livemail.com.tw livemail.tw msn.com msn.cn msn.co.uk passport.com
      windowslive.com windowslive.es`,
  },

  // Yahoo: disposable addresses are a base name, a hyphen and a keyword, and all of one base name
  // reach one inbox; no name has a hyphen of its own: help.yahoo.com/kb/SLN28815.html,
  // validator.js. Dots count. Yahoo Japan is another company, whose names are not known to have none.
  {
    domains: `
      yahoo.com yahoo.ae yahoo.at yahoo.be yahoo.bg yahoo.ca yahoo.ch yahoo.cl yahoo.cn yahoo.co.id
      yahoo.co.il yahoo.co.in yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar
      yahoo.com.au yahoo.com.br yahoo.com.cn yahoo.com.co yahoo.com.hk yahoo.com.hr yahoo.com.mx
      yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ua
      yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.ee yahoo.es yahoo.fi yahoo.fr
      yahoo.gr yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.lt yahoo.lv yahoo.nl yahoo.no yahoo.pl
      yahoo.pt yahoo.ro yahoo.rs yahoo.ru yahoo.se yahoo.si yahoo.sk ymail.com rocketmail.com
      myyahoo.com`,
    spell: (name) => upTo(name, "-"),
  },
  { domains: "yahoo.co.jp yahoo.jp" },
  { domains: "aol.com aim.com aol.co.uk aol.de aol.es aol.fr aol.in aol.it love.com verizon.net" },

  // Apple: one name at its three domains: support.apple.com/118230; tags: email-normalize.
  // Addresses to hide behind are random, and tell nothing of the inbox.
  { domains: "icloud.com me.com mac.com", isOneInbox: true },

  // Proton: one name at its domains, and tags: proton.me/support/addresses-and-aliases. Dots, hyphens
  // and underscores do not count: `removeEmailAlias` in github.com/ProtonMail/WebClients, and
  // sindastra.de/p/1775/protonmail-dots-hyphens-and-underscores, which quotes Proton.
  {
    domains: "proton.me protonmail.com protonmail.ch pm.me",
    isOneInbox: true,
    spell: (name) => without(name, /[._-]/g),
  },

  // Fastmail: tags and subdomains at all of its domains: fastmail.help/hc/en-us/articles/360060591053;
  // the domains: gabrola. A name at another of them may be another person's.
  {
    domains: `
      fastmail.com 123mail.org 150mail.com 150ml.com 16mail.com 2-mail.com 4email.net 50mail.com
      airpost.net allmail.net bestmail.us cluemail.com elitemail.org emailcorner.net emailengine.net
      emailengine.org emailgroups.net emailplus.org emailuser.net eml.cc f-m.fm fast-email.com
      fast-mail.org fastem.com fastemail.us fastemailer.com fastest.cc fastimap.com fastmail.cn
      fastmail.co.uk fastmail.com.au fastmail.de fastmail.es fastmail.fm fastmail.fr fastmail.im
      fastmail.in fastmail.jp fastmail.mx fastmail.net fastmail.nl fastmail.org fastmail.se fastmail.to
      fastmail.tw fastmail.uk fastmail.us fastmailbox.net fastmessaging.com fea.st fmail.co.uk
      fmailbox.com fmgirl.com fmguy.com ftml.net h-mail.us hailmail.net imap-mail.com imap.cc
      imapmail.org inoutbox.com internet-e-mail.com internet-mail.org internetemails.net
      internetmailing.net jetemail.net justemail.net letterboxes.org mail-central.com mail-page.com
      mailandftp.com mailas.com mailbolt.com mailc.net mailcan.com mailforce.net mailftp.com
      mailhaven.com mailingaddress.org mailite.com mailmight.com mailnew.com mailsent.net
      mailservice.ms mailup.net mailworks.org ml1.net mm.st myfastmail.com mymacmail.com nospammail.net
      ownmail.net petml.com postinbox.com postpro.net proinbox.com promessage.com
      realemail.net reallyfast.biz reallyfast.info rushpost.com sent.as sent.at sent.com speedpost.net
      speedymail.org ssl-mail.com swift-mail.com the-fastest.net the-quickest.com
      theinternetemail.com veryfast.biz veryspeedy.net warpmail.net xsmail.com yepmail.net
      your-mail.com`,
    hasSubdomains: true,
  },

  // Yandex: one name at all domains: yandex.com/support/domain/additional/mailbox-alias.xml, and its own
  // webmaster tools, which fold them so; tags: yandex.com/support/mail/reg.html, gabrola. A dot in a
  // name is a hyphen to its sign-in, so nobody else can have the other spelling.
  {
    domains: `
      yandex.ru yandex.com ya.ru yandex.ua yandex.by yandex.kz yandex.az yandex.co.il yandex.com.am
      yandex.com.ge yandex.com.tr yandex.com.ua yandex.ee yandex.eu yandex.fr yandex.kg yandex.lt
      yandex.lv yandex.md yandex.pl yandex.tj yandex.tm yandex.uz narod.ru`,
    isOneInbox: true,
    spell: (name) => name.replaceAll(".", "-"),
  },

  // Mail.ru: tags: gabrola. Each domain has names of its own: help.mail.ru/mail/account/aliases
  { domains: "mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru vk.com" },
  // Rambler, and Russian ones that are gone or small; dots and hyphens count
  { domains: "rambler.ru rambler.ua lenta.ru autorambler.ru myrambler.ru ro.ru" },
  {
    domains:
      "pochta.ru qip.ru nm.ru hotbox.ru newmail.ru front.ru land.ru e1.ru ngs.ru sibmail.com",
  },
  // Kazakhstan
  { domains: "mail.kz" },

  // Ukraine: dots, hyphens and underscores count
  { domains: "ukr.net" },
  { domains: "i.ua ua.fm email.ua 3g.ua" },
  { domains: "meta.ua bigmir.net online.ua mail.ua ukrpost.ua ukrpost.net" },

  // United Internet: GMX and mail.com have aliases, of which each is a name: support.gmx.com/email/
  // settings/aliasaddresses.html
  {
    domains: `
      gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.biz gmx.ca gmx.co.in gmx.co.uk gmx.com.br gmx.com.my
      gmx.com.tr gmx.cn gmx.es gmx.eu gmx.fr gmx.hk gmx.ie gmx.info gmx.it gmx.li gmx.lu gmx.org gmx.ph
      gmx.pt gmx.ru gmx.se gmx.sg gmx.tm gmx.tw gmx.us caramail.com caramail.fr`,
  },
  { domains: "web.de email.de" },
  {
    domains: `
      mail.com accountant.com activist.com artlover.com asia.com bigger.com cheerful.com chemist.com
      clerk.com consultant.com contractor.net counsellor.com cyberdude.com cybergal.com cyberservices.com
      diplomats.com doctor.com dr.com dublin.com email.com engineer.com europe.com execs.com
      financier.com fireman.net gardener.com geologist.com graduate.org graphic-designer.com
      hairdresser.net hilarious.com iname.com inorbit.com instructor.net journalist.com lawyer.com
      legislator.com linuxmail.org lobbyist.com london.com mail-me.com minister.com musician.org
      myself.com net-shopping.com null.net optician.com pediatrician.com photographer.net physicist.net
      planetmail.com politician.com post.com priest.com programmer.net publicist.com reporter.com
      retiredmail.com rocketship.com salesperson.net scientist.com secretary.net socialworker.net
      songwriter.net teachers.org tech-center.com techie.com therapist.net toothfairy.com tvstar.com
      umpire.com usa.com workmail.com writeme.com`,
  },

  // Germany, Austria, Switzerland
  { domains: "t-online.de magenta.de" },
  { domains: "freenet.de arcor.de vodafone.de 1und1.de online.de onlinehome.de kabelmail.de" },
  { domains: "posteo.de posteo.net mailbox.org aon.at chello.at bluewin.ch hispeed.ch sunrise.ch" },
  // Tuta takes no tags: tuta.com/support/howto
  { domains: "tuta.com tutanota.com tutanota.de tutamail.com tuta.io keemail.me" },

  // France and Belgium: whether a name at wanadoo.fr is the same person's at orange.fr is not known
  { domains: "orange.fr wanadoo.fr voila.fr" },
  {
    domains:
      "free.fr laposte.net sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr bbox.fr",
  },
  { domains: "skynet.be proximus.be telenet.be scarlet.be" },
  // Italy, Spain, Portugal
  { domains: "libero.it inwind.it iol.it blu.it giallo.it virgilio.it alice.it tin.it tim.it" },
  {
    domains:
      "tiscali.it fastwebnet.it email.it poste.it telefonica.net movistar.es terra.es sapo.pt",
  },
  // The Netherlands and the north
  { domains: "ziggo.nl home.nl kpnmail.nl hetnet.nl planet.nl xs4all.nl chello.nl upcmail.nl" },
  {
    domains:
      "telia.com bredband.net spray.se comhem.se online.no mail.dk stofanet.dk hot.ee inbox.lv",
  },
  // Poland, Czechia, Slovakia, Hungary, Bulgaria
  { domains: "wp.pl o2.pl tlen.pl go2.pl onet.pl onet.eu op.pl vp.pl poczta.onet.pl interia.pl" },
  { domains: "interia.eu poczta.fm gazeta.pl seznam.cz email.cz post.cz centrum.cz volny.cz" },
  { domains: "centrum.sk azet.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg dir.bg" },

  // British and Irish ones; names are letters, digits, dots, hyphens and underscores, which all count
  { domains: "btinternet.com btopenworld.com btconnect.com bt.com talk21.com" },
  { domains: "sky.com bskyb.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk" },
  {
    domains:
      "talktalk.net talktalk.co.uk tiscali.co.uk lineone.net onetel.com onetel.net pipex.com",
  },
  { domains: "plusnet.com plus.com plus.net zen.co.uk o2.co.uk orange.net ee.co.uk wanadoo.co.uk" },
  {
    domains: "freeserve.co.uk fsmail.net freeuk.com supanet.com tesco.net waitrose.com uwclub.net",
  },
  { domains: "madasafish.com eclipse.co.uk postmaster.co.uk eircom.net" },

  // Zoho: tags: email-normalize
  { domains: "zoho.com zohomail.com zoho.eu zohomail.eu zoho.in zohomail.in zohomail.com.au" },
  {
    domains:
      "pobox.com hey.com hushmail.com runbox.com mailfence.com startmail.com riseup.net disroot.org",
  },
  // North America and Australia
  { domains: "comcast.net xfinity.com att.net sbcglobal.net bellsouth.net cox.net charter.net" },
  {
    domains: "earthlink.net juno.com optonline.net rr.com shaw.ca rogers.com sympatico.ca bell.net",
  },
  { domains: "telus.net videotron.ca bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz" },
  // Asia and Latin America
  { domains: "qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn naver.com hanmail.net" },
  { domains: "daum.net rediffmail.com walla.co.il uol.com.br bol.com.br terra.com.br ig.com.br" },
];

const byDomain = new Map(
  providers.flatMap((provider) => {
    const domains = provider.domains.trim().split(/\s+/);
    return domains.map((domain) => [
      domain,
      { ...provider, inbox: provider.isOneInbox ? domains[0]! : domain },
    ]);
  }),
);

const parentOf = (domain: string) => domain.slice(domain.indexOf(".") + 1);

/** Up to a character, but never nothing. */
function upTo(text: string, character: string): string {
  const end = text.indexOf(character);
  return end > 0 ? text.slice(0, end) : text;
}

/** Without what matches, but never nothing. */
const without = (text: string, what: RegExp) => text.replace(what, "") || text;

/** A name without its tag, what follows the first `+`. */
export const untagged = (name: string): string => upTo(name, "+");

/**
 * The one spelling of an address that a listed provider hands out.
 * @param name what stands before the @, in lower case
 * @param domain in ASCII and lower case
 * @returns undefined when the domain is nobody's that is listed
 */
export function spellAtProvider(name: string, domain: string): string | undefined {
  const own = byDomain.get(domain);
  if (own) return `${own.spell?.(untagged(name)) ?? untagged(name)}@${own.inbox}`;
  const parent = parentOf(domain);
  // the tag stands before the @ there, and is dropped like any other
  return byDomain.get(parent)?.hasSubdomains ? `${upTo(domain, ".")}@${parent}` : undefined;
}

/**
 * Whether a provider hands out the names at a domain, so that nobody can have as many inboxes there
 * as they like.
 * @param domain in ASCII and lower case, as in a canonical address
 */
export const isListedDomain = (domain: string): boolean => byDomain.has(domain);

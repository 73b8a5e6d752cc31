/** Suffixes of mail domains below which only public institutions get a name. */

/**
 * Where a registry lets anybody in (edu.pl, ac.me), the suffix is not listed, for a listed domain is not
 * watched. Each with whose rules say so.
 */
const suffixes = new Set(
  `
  ac.uk gov.uk                              jisc.ac.uk/domain-registry, gov.uk (Apply for a .gov.uk domain)
  nhs.uk nhs.net nhs.scot wales.nhs.uk      digital.nhs.uk (DNS, NHSmail)
  police.uk mod.uk parliament.uk sch.uk     nominet.uk (Reserved and restricted second-level domains)
  gov.scot gov.wales parliament.scot senedd.wales
  edu gov mil int                           iana.org/domains/root/db
  europa.eu gov.ie                          eurid.eu, gov.ie
  edu.au gov.au ac.nz govt.nz school.nz     auda.org.au, dnc.org.nz (Moderated second-level domains)
  gc.ca gouv.fr gv.at ac.at admin.ch        canada.ca, afnic.fr, nic.at, admin.ch
  gov.pl gov.it edu.it gob.es edu.es        gov.pl, registro.it (edu.it), dominios.es (reserved)
  edu.ua gov.ua                             hostmaster.ua (Public domains)
  edu.kz gov.kz                             nic.kz (Rules of registration)
  edu.tr gov.tr ac.il gov.il                trabis.gov.tr, isoc.org.il
  ac.za gov.za ac.jp go.jp ac.kr go.kr      zadna.org.za, jprs.jp, kisa.or.kr
  edu.sg gov.sg edu.hk gov.hk edu.cn gov.cn sgnic.sg, hkirc.hk, cnnic.cn
  ac.in edu.in gov.in nic.in                registry.in (Zones)
  edu.br gov.br edu.mx gob.mx               registro.br, registry.mx
  `
    .split("\n")
    // sources stand after two spaces
    .flatMap((line) => line.trim().split("  ")[0]!.split(" "))
    .filter((suffix) => suffix !== ""),
);

/** @param domain in ASCII and lower case */
export function isInstitution(domain: string): boolean {
  for (let rest = domain; ;) {
    if (suffixes.has(rest)) return true;
    const dot = rest.indexOf(".");
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}

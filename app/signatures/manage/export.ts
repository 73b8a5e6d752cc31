/** What a signer downloads: all that is kept, under plain names. */
import type { Held } from "./held.ts";

/**
 * @param held undefined when nothing is kept
 * @param notedUntil how long it is kept that something was erased; undefined where it is not
 */
export function exportHeld(held: Held | undefined, notedUntil?: Date) {
  const erasure_noted_until = notedUntil?.toISOString() ?? null;
  if (!held) return notedUntil ? { erasure_noted_until } : {};
  const { person } = held;
  return {
    name: person?.name ?? null,
    email: person?.address ?? held.addresses[0] ?? null,
    postcode: person?.postcode ?? null,
    place: person?.place ?? null,
    signatures: held.signatures.map((signature) => ({
      demand_id: signature.demandId,
      name: signature.name,
      email: signature.address,
      postcode: signature.postcode,
      place: signature.place,
      language: signature.locale,
      text_version: signature.textVersion,
      consent_version: signature.consentVersion,
      consented_at: signature.consentedAt.toISOString(),
      confirmed_at: signature.confirmedAt.toISOString(),
      counted: signature.standing === "counted",
      standing: signature.standing,
      from: signature.source,
      updates: signature.updates,
    })),
    forms: held.signings.map((signing) => ({
      demand_ids: signing.demandIds,
      confirmed: signing.isConfirmed,
      name: signing.name,
      email: signing.address,
      postcode: signing.postcode,
      place: signing.place,
      language: signing.locale,
      text_versions: signing.textVersions,
      consent_version: signing.consentVersion,
      sent_at: signing.createdAt.toISOString(),
      kept_until: signing.keptUntil.toISOString(),
      updates: signing.updates,
      from: signing.source,
      network_hash: signing.network,
    })),
    addresses_for_news: held.news.map((one) => ({
      demand_id: one.demandId,
      email: one.address ?? null,
      language: one.locale,
      consent_version: one.consentVersion,
      consented_at: one.consentedAt.toISOString(),
      kept_until: one.keptUntil.toISOString(),
    })),
    letters_in_your_words: held.ownLetters.map(({ letter, ...one }) => ({
      demand_id: one.demandId,
      state: one.state,
      why: one.why,
      member: letter?.member ?? null,
      constituency: letter?.constituency ?? null,
      name: letter?.name ?? null,
      address: letter?.address ?? null,
      postcode: letter?.postcode ?? null,
      ask: letter?.ask ?? null,
      reason: letter?.why ?? null,
      refused_because: letter?.refusal ?? null,
      typed_at: one.createdAt.toISOString(),
      confirmed_at: one.confirmedAt?.toISOString() ?? null,
      left_at: one.leftAt?.toISOString() ?? null,
      asked_at: one.askedAt?.toISOString() ?? null,
      outcome: one.outcome,
    })),
    mails: held.mails.map((mail) => ({
      kind: mail.kind,
      email: mail.address ?? null,
      state: mail.state,
      language: mail.locale,
      made_at: mail.created_at.toISOString(),
      settled_at: mail.settled_at?.toISOString() ?? null,
    })),
    updates_mailed: held.updateMails.map(({ update, at }) => ({
      update,
      at: at.toISOString(),
    })),
    mail_limits: held.allowances.map((allowance) => ({
      of: allowance.of,
      mails: allowance.mails,
      since: allowance.since.toISOString(),
      last_at: allowance.last.toISOString(),
    })),
    mail_bars: held.bars.map((bar) => ({
      reason: bar.reason,
      since: bar.created_at.toISOString(),
      until: bar.until.toISOString(),
    })),
    given_to: held.given.map(({ at, to, reason }) => ({ at: at.toISOString(), to, reason })),
    export_id_kept_until: held.removalUntil?.toISOString() ?? null,
    invited_at: held.invitedAt?.toISOString() ?? null,
    never_invited: held.isNeverInvited || null,
    invitations_waiting: held.invitesTo,
    erasure_noted_until,
  };
}

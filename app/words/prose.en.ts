/** The longer texts in English, as Markdown. `{email}`, `{campaign}` are filled in. */

export const proseEn = {
  about: {
    title: "About",
    body: `
{campaign} puts its demands to those in power, and follows each of them until it is met.

It began with a protest in Trafalgar Square in January 2022, in solidarity with the people of Kazakhstan. The troops of the Collective Security Treaty Organization had been sent in, thousands had been arrested, and the ruling family held property in London.

## How signatures are counted

- Only signatures confirmed by email count, and each address counts once for each demand.
- When very many confirmations come from one email domain within an hour, they are held: the demand’s page shows how many beside the count, and they are not in it until organisers have looked.
- Every number on this site is kept at the moment of confirming and checked against the signatures themselves each night.
- When a signature is withdrawn or removed, the number goes down, and the demand’s page says how many.
- A place with fewer than five signatures shows no number, so that nobody can be picked out.

## For MPs’ offices

You get one letter, not hundreds. It holds the national total and the number for your own constituency. Each letter stands on [the page of letters](/letters) with the totals as they were sent, so your copy can be checked. Names are never passed on.

Answer by the link in it, by replying or by post. Once an organiser has looked at it, what you say of each demand is shown word for word, with where it comes from; by the same link you correct it at any time, and say how often we may write.

## For programs

The data is open: [petitions.json](/petitions.json) has the shape that petition.parliament.uk uses, [demands.atom](/demands.atom) is a feed, and [openapi.json](/openapi.json) describes all of it.

Write to us: {email}
`,
  },
  privacy: {
    title: "Privacy",
    body: `
Signing shows a political opinion, and for some people that is dangerous. So we keep as little as we can, and what we keep is encrypted.

## What we keep

- **Your name, email address and postcode**, encrypted with a key that is not in the database. Nobody sees a list of names: there is none, but of those who asked for updates, as said below.
- **Your constituency or country**, to count you in the right place.
- **What you agreed to**, when, and in which language.
- **Which link you followed to the form**, where its address names that, such as “?from=leaflet”: that word, which is the same for all who followed it.
- **How often we emailed you**, so that nobody can have us flood your inbox, and that no email is to go to you, if you told us “this was not me”, marked one as spam, or if emails come back. Your address stands there under a keyed hash.
- **Which updates we emailed you**, and when, if you asked for them, so that you get one a week at most.
- **A letter that you wrote to your MP in your own words**, if you did: all of it, with your postal address, encrypted. To show what is copied, keyed hashes of its phrases stand beside it.

We do not keep your IP address or your browser’s details. No page of this site asks anything of another company. Public pages set no cookie. While a form is sent, your browser keeps what you typed in that tab alone, so that a broken line loses nothing; until you close the tab it also keeps your address, to say which inbox to look in.

To notice forged signatures, we count confirmations: by place, by email domain unless it is a large provider’s or a public institution’s, and by network. Domains and networks are counted under a keyed hash, that of a network changes daily. Where five or more confirm from one network, it stands beside their forms for a day. The hash of its email domain stands beside each signature from one. When very many come from one domain at once, they are held until organisers have looked, and we decrypt one address to learn the domain’s name.

## How long

- What you typed to sign: seven to eight days, whether or not you confirm it.
- Your signature, with your name, email address and postcode: until you withdraw it, at most until 28 days after the demand closed, whether or not it is counted. When you withdraw it, it is erased at once.
- In the night after those 28 days, everything that tells who signed the demand is erased. Of each signature a number is left: which demand, in which wording, which constituency or country, and which month. So it is still counted, if it was, and can no longer be shown, corrected or withdrawn.
- If you asked for updates, your email address, your language, and what you agreed to and when stay then, apart from all else, for news of that demand: until you stop updates, at most 12 months after that night.
- Emails to you: the address is encrypted, and deleted 14 to 15 days after they left.
- How often we emailed you: eight days. That no email is to go to you: 30 days if you told us “this was not me”, a year if emails come back or were marked as spam.
- Which updates we emailed you: two weeks.
- A letter to your MP in your own words: a week if you do not confirm it, else until four weeks after it has left; that you wrote one, without a word of it, 30 days, also if you withdraw. After that it is only part of a number.
- Counts of confirmations: by network a day, by email domain and place four weeks. Which forms were confirmed from one network: a day.
- If you asked for updates and we took your address along to the tool that we write with: that we did, when and what for, as long as your signature counts or your address stays for updates. After you have erased everything, the number that stood for you in the file, so that you are removed there too; at most twelve months.
- If somebody gave us your address so that we may invite you to sign: the address, encrypted, until that one email has left, at most 30 days. That you were invited: a keyed hash of your address, twelve months, so that you are not invited again; or, if you want no more of it, until you erase it.
- What MPs’ offices reply to our letters by email: encrypted, 90 days; longer only where we publish it as an answer.
- That something was withdrawn, erased or unsubscribed, under a keyed hash that says neither who nor what: 60 days. If we have to restore a backup, what you erased since is erased there again.
- Backups, in which your data are encrypted in the same way: at most 30 days.
- What organisers did: two years, without anything of those who sign.

## Who gets it

MPs get totals, never names. Only if you write to your own MP in your own words does that MP get your name, your addresses and what you wrote; an organiser reads it only where it has to be looked at first, and you are told so. The email to you is carried by our email provider. If you ticked the box for updates, an owner of the campaign may take your name, email address, postcode, country, language and what you signed along to the tool that the campaign writes with; [your own page](/manage) tells when, for whom and why. Once you stop updates or withdraw, you are on the list of those to be removed there. Nobody else gets anything.

## Your rights

[Ask for your link](/manage): type your address, and if anything is stored under it, whether or not you have confirmed it, we email you a link. With it you can see all that is stored, download it, correct your name, stop updates, withdraw signatures, or erase everything at once. Before anything is withdrawn or erased we ask once more.

Keep that link to yourself: whoever has it can do the same. The email that asks you to confirm does not hold it.

The law behind this is the UK GDPR: we rely on your explicit consent (Article 9(2)(a)). You can complain to the Information Commissioner’s Office.

Write to us: {email}
`,
  },
  accessibility: {
    title: "Accessibility",
    body: `
This site should work for everyone: with a keyboard alone, with a screen reader, enlarged to 400 %, in dark or light, without JavaScript, on an old phone.

We aim at WCAG 2.2, level AA. A program, axe, checks every page in its states and languages whenever we change something, and other checks look at narrow screens, wide spacing, forced colours, paper, the keyboard and pages without JavaScript. Pictures of numbers have a table beside them. Movement stops where you ask your device for less of it.

What we know is missing:

- programs find only some faults, and nobody has yet gone through the whole site with each screen reader
- pages for organisers are in English alone

If something does not work for you, tell us and we will mend it: {email}
`,
  },
};

export type Prose = typeof proseEn;

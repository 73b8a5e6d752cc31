/** A place's name as petition.parliament.uk writes it in paths: "Ynys Môn" is `ynys-mon`. */
export const placeSlug = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

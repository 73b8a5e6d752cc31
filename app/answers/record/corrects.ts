/** Which answers correct one that the same office gave before. */

interface Said {
  givenId: number | null;
  /** `YYYY-MM-DD` */
  statedOn: string;
}

/**
 * Each with the day of the answer that it corrects; null for the first, and for one that an organiser wrote down.
 * @param answers of one member to one demand, newest first
 */
export const sayingWhatItCorrects = <Answer extends Said>(
  answers: readonly Answer[],
): (Answer & { correctsThatOf: string | null })[] =>
  answers.map((answer, index) => {
    const before = answers
      .slice(index + 1)
      .find(({ givenId }) => givenId !== null && givenId === answer.givenId);
    return { ...answer, correctsThatOf: before?.statedOn ?? null };
  });

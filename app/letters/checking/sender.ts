/** Whether a letter can say who writes it. */

/** Offices ask for the writer's name and postal address. */
export const lacksSender = ({ name, address }: { name: string; address?: string | undefined }) =>
  name.trim() === "" || !address?.trim();

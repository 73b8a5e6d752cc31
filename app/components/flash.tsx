/** What was done last, or was not, said once. */
export function FlashMessage({ said }: { said: string | undefined }) {
  return (
    said && (
      <p className="said" role="status">
        {said}
      </p>
    )
  );
}

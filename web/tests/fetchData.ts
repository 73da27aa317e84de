/** The plan's hook takes a `fetchData` for granted: the plainest that serves it. */
export async function fetchData(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

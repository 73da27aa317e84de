import { createRoot } from "react-dom/client";
import { useStreamingData } from "./planHook.ts";

interface PlanState {
  readonly ideas?: readonly { readonly artifactId: string; readonly title: string }[];
}

function Page({ type, id }: { readonly type: "ideation" | "outline"; readonly id: string }) {
  const data = useStreamingData(type, id) as PlanState | null;
  return (
    <>
      <ol id="ideas">
        {data?.ideas?.map((idea) => (
          <li key={idea.artifactId}>{idea.title}</li>
        ))}
      </ol>
      <pre id="state">{JSON.stringify(data)}</pre>
    </>
  );
}

const query = new URLSearchParams(location.search);
const root = document.getElementById("root");
const id = query.get("id");
if (!root || !id) throw new Error("needs #root and ?type=&id=");
createRoot(root).render(
  <Page type={query.get("type") === "outline" ? "outline" : "ideation"} id={id} />,
);

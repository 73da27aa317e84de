import type { components } from "./schema.d.ts";

type Schemas = components["schemas"];

export type IdeationDocument = Schemas["IdeationDocument"];
export type Idea = Schemas["Idea"];
export type IdeationRound = Schemas["IdeationRound"];
export type StreamingData = Schemas["StreamingData"];
export type Attempt = Schemas["Attempt"];
export type Draft = Schemas["Draft"];
export type DocumentStatus = Schemas["DocumentStatus"];
export type DocumentError = Schemas["DocumentError"];
export type IdeationListItem = Schemas["IdeationListItem"];
export type OutlineListItem = Schemas["OutlineListItem"];
export type FoundText = Schemas["FoundText"];

/** An entry of the library. What only one kind tells is known by its kind. */
export type LibraryItem =
  | (IdeationListItem & { readonly kind: "ideation" })
  | (OutlineListItem & { readonly kind: "outline" });

export interface LibraryList {
  readonly items: LibraryItem[];
  readonly next: string | null;
}

export type IdeationList = Schemas["IdeationList"];
export type LibraryEvent = Schemas["LibraryEvent"];
export type CreatedIdeation = Schemas["CreatedIdeation"];
export type GenerationStarted = Schemas["GenerationStarted"];
export type NewIdeation = Schemas["NewIdeation"];
export type GenerateIdeas = Schemas["GenerateIdeas"];
export type IdeaEdit = Schemas["IdeaEdit"];
export type TransformDocument = Schemas["TransformDocument"];
export type ModelInfo = Schemas["ModelInfo"];
export type ModelTest = Schemas["ModelTest"];
export type PromptDocument = Schemas["PromptDocument"];
export type PromptVersionItem = Schemas["PromptVersionItem"];
export type UsageDocument = Schemas["UsageDocument"];
export type UsageTotal = Schemas["UsageTotal"];
export type Platform = Schemas["Platform"];
export type Genre = Schemas["Genre"];
export type ProblemDetails = Schemas["ProblemDetails"];
export type OutlineDocument = Schemas["OutlineDocument"];
export type OutlineComponents = Schemas["OutlineComponents"];
export type OutlinePart = Schemas["OutlinePart"];
export type Character = Schemas["Character"];
export type CreatedOutline = Schemas["CreatedOutline"];
export type ImportedDocument = Schemas["ImportedDocument"];
export type NewOutline = Schemas["NewOutline"];
export type GenerateParts = Schemas["GenerateParts"];
export type ComponentVersion = Schemas["ComponentVersion"];
export type SavedComponent = Schemas["SavedComponent"];
export type LineageGraph = Schemas["LineageGraph"];
export type LineageNode = Schemas["LineageNode"];

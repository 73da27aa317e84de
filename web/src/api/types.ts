import type { components } from "./schema.d.ts";

type Schemas = components["schemas"];

export type IdeationDocument = Schemas["IdeationDocument"];
export type Idea = Schemas["Idea"];
export type IdeationRound = Schemas["IdeationRound"];
export type StreamingData = Schemas["StreamingData"];
export type Attempt = Schemas["Attempt"];
export type Draft = Schemas["Draft"];
export type DocumentError = Schemas["DocumentError"];
export type IdeationListItem = Schemas["IdeationListItem"];
export type IdeationList = Schemas["IdeationList"];
export type LibraryEvent = Schemas["LibraryEvent"];
export type CreatedIdeation = Schemas["CreatedIdeation"];
export type GenerationStarted = Schemas["GenerationStarted"];
export type NewIdeation = Schemas["NewIdeation"];
export type GenerateIdeas = Schemas["GenerateIdeas"];
export type IdeaEdit = Schemas["IdeaEdit"];
export type TransformDocument = Schemas["TransformDocument"];
export type ModelInfo = Schemas["ModelInfo"];
export type Platform = Schemas["Platform"];
export type Genre = Schemas["Genre"];
export type ProblemDetails = Schemas["ProblemDetails"];

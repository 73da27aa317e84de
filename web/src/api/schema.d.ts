/**
 * Written by hand in the form openapi-typescript gives, until the server's OpenAPI document
 * replaces it: npm run types.
 */
export interface paths {}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    IdeationDocument: {
      id: string;
      status: "streaming" | "completed" | "failed" | "cancelled" | "idle";
      userInput: null | string;
      selectedPlatform: string;
      genrePaths: string[][];
      genreProportions: number[];
      requirements: null | string;
      ideas: components["schemas"]["Idea"][];
      createdAt: string;
      error: null | components["schemas"]["DocumentError"];
      missing: string[];
      unfinished: null | components["schemas"]["Draft"];
      streamingData: null | components["schemas"]["StreamingData"];
    };
    Idea: {
      artifactId: string;
      title: string;
      body: string;
      favourite: boolean;
      dismissed: boolean;
      revision: number;
    };
    StreamingData: {
      transformId: string;
      attempt: components["schemas"]["Attempt"];
      chunks: string[];
      draft: null | components["schemas"]["Draft"];
      progress: number;
    };
    Attempt: {
      number: number;
      of: number;
      reason: null | string;
      retryAt: null | string;
      startedAt: null | string;
    };
    Draft: {
      part: string;
      value: unknown;
    };
    DocumentError: {
      code: string;
      message: string;
      retryable: boolean;
    };
    IdeationListItem: {
      id: string;
      status: "streaming" | "completed" | "failed" | "cancelled" | "idle";
      title: string;
      selectedPlatform: string;
      genrePaths: string[][];
      ideaCount: number;
      createdAt: string;
      updatedAt: string;
    };
    IdeationList: {
      items: components["schemas"]["IdeationListItem"][];
      next: null | string;
    };
    LibraryEvent: {
      items: components["schemas"]["IdeationListItem"][];
      removed: string[];
    };
    CreatedIdeation: {
      id: string;
      transformId: string;
    };
    GenerationStarted: {
      transformId: string;
    };
    NewIdeation: {
      platform: string;
      genrePaths: string[][];
      genreProportions: number[];
      userInput?: null | string;
      requirements?: null | string;
      count?: null | number;
      language?: null | string;
      model?: null | string;
    };
    GenerateIdeas: {
      mode: "regenerate" | "more" | "missing";
      basedOn?: null | string;
      note?: null | string;
      count?: null | number;
    };
    IdeaEdit: {
      title?: null | string;
      body?: null | string;
      favourite?: null | boolean;
      dismissed?: null | boolean;
    };
    TransformDocument: {
      transformId: string;
      status: "queued" | "running" | "completed" | "failed" | "cancelled";
      chunks: string[];
      results: unknown[];
      progress: number;
      text: null | string;
      prompt: null | string;
      model: null | string;
      usage: null | { inputTokens: null | number; outputTokens: null | number };
      cost: null | number;
      attempt: components["schemas"]["Attempt"];
      retryOf: null | string;
      inputs: unknown[];
      outputs: unknown[];
      error: null | components["schemas"]["DocumentError"];
      createdAt: string;
      startedAt: null | string;
      endedAt: null | string;
    };
    ModelInfo: {
      name: string;
      provider: string;
      model: null | string;
      isDefault: boolean;
      inputPrice: null | number;
      outputPrice: null | number;
    };
    PlatformInfo: {
      value: string;
      label: string;
      profile: { zh: string; en: string };
    };
    GenreNode: {
      name: string;
      label: string;
      selectable: boolean;
      children: components["schemas"]["GenreNode"][];
    };
    ProblemDetails: {
      type?: null | string;
      title?: null | string;
      status?: null | number;
      detail?: null | string;
      instance?: null | string;
      code?: null | string;
      retryable?: null | boolean;
      errors?: null | { [key: string]: string[] };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

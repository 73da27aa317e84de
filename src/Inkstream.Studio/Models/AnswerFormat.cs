namespace Inkstream.Studio.Models;

/// <summary>How a model's server is told that the answer is to be JSON, from most to least exact.</summary>
internal enum AnswerFormat
{
    /// <summary>By a JSON schema.</summary>
    Schema,

    /// <summary>Any JSON object.</summary>
    Object,

    /// <summary>By the prompt alone.</summary>
    Plain,
}

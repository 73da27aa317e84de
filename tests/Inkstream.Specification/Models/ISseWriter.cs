namespace Inkstream.Specification.Models;

/// <summary>The words of one model protocol: each method gives whole server-sent events, blank line included.</summary>
public interface ISseWriter
{
    /// <summary>What comes before the text.</summary>
    string Start(Script script);

    /// <summary>Some text.</summary>
    string Delta(string text);

    /// <summary>Some thinking, which is no part of the answer.</summary>
    string Reasoning(string text);

    /// <summary>An error inside the stream.</summary>
    string Fault(string type, string message);

    /// <summary>That the model has finished, without the protocol's last word.</summary>
    string Finish(Script script, bool usage);

    /// <summary>The protocol's last word.</summary>
    string Done();

    /// <summary>The whole answer as one JSON object, as from a server that cannot stream.</summary>
    string Whole(Script script, string text);

    /// <summary>The body of an error answer.</summary>
    string ErrorBody(string type, string message);
}

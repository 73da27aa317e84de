using System.Globalization;
using System.Text.Json;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Exports;

/// <summary>
/// Checks the history in a file: everything bounded, every name known, and each text made once, after all it was made from,
/// so that nothing can lead back to itself. What is wrong is said with where it is.
/// </summary>
internal sealed class FileCheck(Errors errors)
{
    /// <summary>The most texts in a file.</summary>
    public const int MostArtifacts = 5_000;

    /// <summary>The most transforms.</summary>
    public const int MostTransforms = 5_000;

    /// <summary>The most parts of an outline; each idea of an ideation is a part, and there may be as many as texts.</summary>
    public const int MostParts = 200;

    /// <summary>The most that one transform takes in or gives.</summary>
    public const int MostEdges = 200;

    /// <summary>The most attempts of a generation, and the most generations.</summary>
    public const int MostCounted = 100_000;

    /// <summary>The longest word of ours: a role, a type, a model's name.</summary>
    public const int MostWord = 200;

    /// <summary>The longest prompt or answer.</summary>
    public const int MostText = 4_000_000;

    /// <summary>The most names in a genre's path.</summary>
    private const int MostPath = 8;

    /// <summary>How many problems are told at once.</summary>
    private const int MostTold = 20;

    /// <summary>The type of an idea as a model wrote it (domain, section 3).</summary>
    private const string IdeaType = "brainstorm_idea";

    /// <summary>The type of an idea or a source in a person's words.</summary>
    private const string OwnTextType = "user_input";

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] InputRoles = ["source_artifact", "revises", "restores", "based_on"];

    private readonly Dictionary<string, FileArtifact> _artifacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <summary>The role under which each text was made.</summary>
    public IReadOnlyDictionary<string, string> Made => _made;

    /// <summary>The texts by their names.</summary>
    public IReadOnlyDictionary<string, FileArtifact> Artifacts => _artifacts;

    /// <summary>What must change before the file can be taken in; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Told => errors.ToDictionary().Take(MostTold).ToDictionary(StringComparer.Ordinal);

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool Good => errors.ToDictionary().Count == 0;

    /// <summary>Whether the file is of that format; only then is the rest of it looked at.</summary>
    public bool Format(string format, int version, string known, int readable)
    {
        if (format != known)
            errors.Add("format", $"Send a file that was exported as JSON from one of these: its format is {known}.");
        else if (version != readable)
            errors.Add("version", string.Create(CultureInfo.InvariantCulture, $"This studio reads version {readable}; bring it up to date, or export again."));
        return Good;
    }

    /// <summary>What a document was made for: words of ours, which need not be known here any more.</summary>
    public void Terms(string? platform, IReadOnlyList<IReadOnlyList<string>> genrePaths, IReadOnlyList<int> genreProportions, string language, string? model)
    {
        if (!Languages.IsKnown(language))
            errors.Add("language", "Choose zh or en.");
        Text("platform", platform, MostWord);
        Text("model", model, MostWord);
        if (Count("genrePaths", genrePaths, TextBounds.GenrePaths))
            foreach (var path in genrePaths)
                if (path is null || path.Count > MostPath || path.Any(name => name is null or { Length: 0 or > MostWord } || name.Contains('\0', StringComparison.Ordinal)))
                    errors.Add("genrePaths", string.Create(CultureInfo.InvariantCulture, $"Send paths of at most {MostPath} names."));
        if (genreProportions.Count > TextBounds.GenrePaths || genreProportions.Any(share => share is < 0 or > 100))
            errors.Add("genreProportions", "Send a share of 0 to 100 for each path.");
    }

    /// <summary>Whether a text of that type is an idea, or what an outline can be made from.</summary>
    public static bool IsCard(string type) => type is IdeaType or OwnTextType;

    /// <summary>Whether ideas are made under that role.</summary>
    public static bool IsIdeaRole(string role) =>
        role.StartsWith("idea_", StringComparison.Ordinal) && role.Length < 12 && role.AsSpan(5) is { IsEmpty: false } n && !n.ContainsAnyExceptInRange('0', '9');

    /// <summary>Data of any type: an object that a database can keep.</summary>
    public bool Data(string field, JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object)
            errors.Add(field, "Send an object.");
        else if (!JsonTexts.HasGoodNames(data))
            errors.Add(field, "A name in it holds a character that cannot be kept; write it again.");
        else if (JsonTexts.HasNameTwice(data))
            errors.Add(field, "A name is there twice in it; leave one out.");
        else
            return true;
        return false;
    }

    /// <summary>The data of an idea, a model's or a person's.</summary>
    public void Card(string field, string type, JsonElement data)
    {
        var (title, text, other) = type == IdeaType ? ("idea_title", "idea_text", "order_index") : ("title", "text", "source");
        foreach (var member in data.EnumerateObject())
            if (member.Name == title || member.Name == text)
                JsonTexts.CheckText($"{field}.{member.Name}", member.Value, member.Name == title ? TextBounds.Title : TextBounds.Text, errors);
            else if (member.Name == other
                ? member.Value.ValueKind != (type == IdeaType ? JsonValueKind.Number : JsonValueKind.String)
                : member.Name != FileHistory.IdMember || type == IdeaType)
                errors.Add($"{field}.{Texts.Text.Clip(member.Name, 40)}", "This does not belong here; leave it out.");
        if (!data.TryGetProperty(title, out _) || !data.TryGetProperty(text, out _))
            errors.Add(field, $"Send {title} and {text}.");
    }

    /// <summary>The parts; <paramref name="isPart"/> knows their names, <paramref name="isOf"/> which type a part's texts are of.</summary>
    public void ReadParts(IReadOnlyList<FilePart> parts, int most, Predicate<string> isPart, Func<string, string, bool> isOf)
    {
        if (!Count("parts", parts, most))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            var (part, field) = (parts[i], $"parts[{i}]");
            if (part is null || !isPart(part.Part))
            {
                errors.Add(field + ".part", "There is no such part.");
                continue;
            }

            Number(field + ".revision", part.Revision, 1, MostCounted);
            Number(field + ".round", part.Round, 1, MostCounted);
            Reference(field + ".source", part.Source);
            if (!seen.Add(part.Artifact))
                errors.Add(field + ".artifact", "This part is there twice.");
            foreach (var (name, artifact) in (ReadOnlySpan<(string, string)>)[("artifact", part.Artifact), ("current", part.Current)])
                if (Reference($"{field}.{name}", artifact) && !isOf(part.Part, _artifacts[artifact].Type))
                    errors.Add($"{field}.{name}", "This is a text of another part.");
        }
    }

    /// <summary>A text of a person or a model: bounded, and of characters that can be kept.</summary>
    public void Text(string field, string? text, int most)
    {
        errors.CheckLength(field, text, most);
        if (text?.Contains('\0', StringComparison.Ordinal) is true)
            errors.Add(field, "This text holds a character that cannot be kept; take the NUL out.");
    }

    /// <summary>A number of something.</summary>
    public void Number(string field, int? number, int least, int most)
    {
        if (number < least || number > most)
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"Send {least} to {most}."));
    }

    /// <summary>A time that every database can keep.</summary>
    public void Time(string field, DateTimeOffset? time)
    {
        if (time < Earliest || time > Latest)
            errors.Add(field, "Send a time between 1970 and 9000.");
    }

    /// <summary>How many there are; when too many, nothing of them is looked at.</summary>
    public bool Count<T>(string field, IReadOnlyList<T> all, int most)
    {
        if (all.Count <= most)
            return true;
        errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"Send at most {most} of them; there are {all.Count}."));
        return false;
    }

    /// <summary>A name of a text in the file; true when it is one.</summary>
    public bool Reference(string field, string? name)
    {
        if (name is not null && _artifacts.ContainsKey(name))
            return true;
        if (name is not null)
            errors.Add(field, $"There is no artifact “{Texts.Text.Clip(name, 40)}” in the file.");
        return false;
    }

    /// <summary>The texts; <paramref name="checkData"/> knows their shapes.</summary>
    public void ReadArtifacts(IReadOnlyList<FileArtifact> artifacts, Action<string, FileArtifact> checkData)
    {
        if (!Count("artifacts", artifacts, MostArtifacts))
            return;
        for (var i = 0; i < artifacts.Count; i++)
        {
            var (artifact, field) = (artifacts[i], $"artifacts[{i}]");
            if (artifact is null)
            {
                errors.Add(field, "Send an object.");
                continue;
            }

            Text(field + ".id", artifact.Id, MostWord);
            Text(field + ".type", artifact.Type, MostWord);
            Time(field + ".createdAt", artifact.CreatedAt);
            if (!_artifacts.TryAdd(artifact.Id, artifact))
                errors.Add(field + ".id", $"“{Texts.Text.Clip(artifact.Id, 40)}” is there twice.");
            if (artifact.Data.ValueKind is JsonValueKind.Object && artifact.Data.TryGetProperty(FileHistory.IdMember, out var id)
                && (id.ValueKind is not JsonValueKind.String || !artifacts.Any(other => other?.Id is { } name && id.ValueEquals(name))))
                errors.Add($"{field}.data.{FileHistory.IdMember}", "Send the id of an artifact of the file, or leave it out.");
            checkData(field, artifact);
        }
    }

    /// <summary>The transforms; <paramref name="checkMade"/> knows which type is made under which role.</summary>
    public void ReadTransforms<TParams>(
        IReadOnlyList<FileTransform<TParams>> transforms, Func<string, string, bool> checkMade, Predicate<string> isPart, Action<string, TParams> checkParams)
        where TParams : class
    {
        if (!Count("transforms", transforms, MostTransforms))
            return;
        var (seen, rounds) = (new Dictionary<string, int?>(StringComparer.Ordinal), new HashSet<int>());
        for (var i = 0; i < transforms.Count; i++)
        {
            var (t, field) = (transforms[i], $"transforms[{i}]");
            if (t is null)
            {
                errors.Add(field, "Send an object.");
                continue;
            }

            Text(field + ".id", t.Id, MostWord);
            if (t.RetryOf is { } retried && (!seen.TryGetValue(retried, out var round) || round != t.Round))
                errors.Add(field + ".retryOf", "Send the id of an earlier transform of the same round.");
            if (!seen.TryAdd(t.Id, t.Round))
                errors.Add(field + ".id", $"“{Texts.Text.Clip(t.Id, 40)}” is there twice.");
            if (t.By is not (FileHistory.ByModel or FileHistory.ByPerson))
                errors.Add(field + ".by", "Send model or person.");
            if (t.By == FileHistory.ByPerson && (t.Round is not null || t.Model is not null || t.Prompt is not null || t.Text is not null || t.Params is not null))
                errors.Add(field + ".by", "A person's transform has no round, model, prompt, text or params.");
            if (t.Status is not ("completed" or "failed" or "cancelled"))
                errors.Add(field + ".status", "Send completed, failed or cancelled.");
            if (t.Round is { } own && t.RetryOf is null && !rounds.Add(own))
                errors.Add(field + ".round", "This round is there already; a further attempt says which one it retries.");
            Number(field + ".round", t.Round, 1, MostCounted);
            Number(field + ".attempt", t.Attempt, 1, MostCounted);
            Number(field + ".attempts", t.Attempts, 1, MostCounted);
            Text(field + ".model", t.Model, MostWord);
            Text(field + ".reason", t.Reason, MostWord);
            Text(field + ".prompt", t.Prompt, MostText);
            Text(field + ".text", t.Text, MostText);
            Text(field + ".error.code", t.Error?.Code, MostWord);
            Text(field + ".error.message", t.Error?.Message, TextBounds.Text);
            foreach (var (name, time) in (ReadOnlySpan<(string, DateTimeOffset?)>)
                [("createdAt", t.CreatedAt), ("startedAt", t.StartedAt), ("firstWordAt", t.FirstWordAt), ("endedAt", t.EndedAt)])
                Time($"{field}.{name}", time);
            if (t.Params is { } parameters)
                checkParams(field + ".params", parameters);
            if (t.Asked is { } asked && Count(field + ".asked", asked, MostEdges) && asked.Any(part => part is null || !isPart(part)))
                errors.Add(field + ".asked", "There is no such part.");
            ReadInputs(field, t.Inputs);
            ReadOutputs(field, t.Outputs, checkMade);
        }

        foreach (var (name, _) in _artifacts.Where(artifact => !_made.ContainsKey(artifact.Key)).Take(1))
            errors.Add("artifacts", $"No transform made “{Texts.Text.Clip(name, 40)}”.");
    }

    // Only what an earlier one gave: so it is in the file, and nothing leads back to itself.
    private void ReadInputs(string field, IReadOnlyList<FileEdge> inputs)
    {
        if (!Count(field + ".inputs", inputs, MostEdges))
            return;
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var where = $"{field}.inputs[{i}]";
            if (inputs[i] is not { } input || !InputRoles.Contains(input.Role, StringComparer.Ordinal))
                errors.Add(where + ".role", $"Choose one of {string.Join(", ", InputRoles)}.");
            else if (!_made.ContainsKey(input.Artifact))
                errors.Add(where + ".artifact", $"No earlier transform gave “{Texts.Text.Clip(input.Artifact, 40)}”.");
            else if (!seen.Add((input.Artifact, input.Role)))
                errors.Add(where, "This is there twice.");
        }
    }

    private void ReadOutputs(string field, IReadOnlyList<FileEdge> outputs, Func<string, string, bool> checkMade)
    {
        if (!Count(field + ".outputs", outputs, MostEdges))
            return;
        for (var i = 0; i < outputs.Count; i++)
        {
            var where = $"{field}.outputs[{i}]";
            if (outputs[i] is not { } output)
                errors.Add(where, "Send an object.");
            else if (Reference(where + ".artifact", output.Artifact))
            {
                if (!_made.TryAdd(output.Artifact, output.Role))
                    errors.Add(where + ".artifact", $"“{Texts.Text.Clip(output.Artifact, 40)}” was made already.");
                if (!checkMade(output.Role, _artifacts[output.Artifact].Type))
                    errors.Add(where + ".role", "No text of this type is made under this role.");
            }
        }
    }
}

using System.Text;
using System.Text.Json;

namespace Inkstream.Extraction;

/// <summary>
/// The part that is being written: the fold of draft operations into a value (contract 4, <c>draft</c>). It grows only
/// by appending, in time and memory linear in the text. Not thread-safe.
/// </summary>
public sealed class Draft
{
    private Node? _root;
    private DraftPath? _lastPath;
    private StringBuilder? _lastText;

    /// <summary>True until the first operation.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>
    /// Appends <paramref name="text"/> to the string at <paramref name="path"/> and creates what is missing: an object
    /// for a name, an array for an index with null for the elements before it. What stands in the way, because it has
    /// another kind, is replaced.
    /// </summary>
    public void Apply(DraftPath path, ReadOnlySpan<char> text)
    {
        // One instance serves a whole string, so a string of many operations is looked up once.
        if (!ReferenceEquals(path, _lastPath))
        {
            _lastText = StringAt(path);
            _lastPath = path;
        }

        _lastText!.Append(text);
    }

    /// <summary>Writes the value; null while nothing was applied.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_root is null)
            writer.WriteNullValue();
        else
            _root.WriteTo(writer);
    }

    private StringBuilder StringAt(DraftPath path)
    {
        ref Node? slot = ref _root;
        foreach (var step in path.Steps)
        {
            if (step.Name is { } name)
                slot = ref As<ObjectNode>(ref slot).Slot(name);
            else
                slot = ref As<ArrayNode>(ref slot).Slot(step.Index);
        }

        return As<StringNode>(ref slot).Text;
    }

    private static T As<T>(ref Node? slot) where T : Node, new()
    {
        if (slot is T fitting)
            return fitting;
        var created = new T();
        slot = created;
        return created;
    }

    private abstract class Node
    {
        public abstract void WriteTo(Utf8JsonWriter writer);
    }

    private sealed class StringNode : Node
    {
        public StringBuilder Text { get; } = new();

        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Text.ToString());
    }

    private sealed class ObjectNode : Node
    {
        private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];
        private Node?[] _values = new Node?[4];

        public ref Node? Slot(string name)
        {
            if (!_positions.TryGetValue(name, out var position))
            {
                position = _names.Count;
                _positions.Add(name, position);
                _names.Add(name);
                if (position == _values.Length)
                    Array.Resize(ref _values, position * 2);
            }

            return ref _values[position];
        }

        public override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            for (var i = 0; i < _names.Count; i++)
            {
                writer.WritePropertyName(_names[i]);
                Write(_values[i], writer);
            }

            writer.WriteEndObject();
        }
    }

    private sealed class ArrayNode : Node
    {
        private Node?[] _items = new Node?[4];
        private int _count;

        public ref Node? Slot(int index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            _count = Math.Max(_count, index + 1);
            if (_count > _items.Length)
                Array.Resize(ref _items, Math.Max(_count, _items.Length * 2));
            return ref _items[index];
        }

        public override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartArray();
            for (var i = 0; i < _count; i++)
                Write(_items[i], writer);
            writer.WriteEndArray();
        }
    }

    private static void Write(Node? node, Utf8JsonWriter writer)
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    }
}

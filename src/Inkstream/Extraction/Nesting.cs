namespace Inkstream.Extraction;

/// <summary>What an open container is to the shape of the answer.</summary>
internal enum Level
{
    /// <summary>The object at the top.</summary>
    Root,

    /// <summary>An object directly inside the top one, which may hold the list.</summary>
    Wrapper,

    /// <summary>The list: its elements are the candidates.</summary>
    List,

    /// <summary>Anything inside a candidate, or inside a value nobody waits for.</summary>
    Inner,
}

/// <summary>The containers that are open, outermost first.</summary>
internal sealed class Nesting
{
    /// <summary>Deeper values are given up. Far more than any part needs, and less than what JSON readers take.</summary>
    public const int MaxDepth = 32;

    private readonly Container[] _open = new Container[MaxDepth];

    public int Count { get; private set; }

    public bool IsFull => Count == MaxDepth;

    public ref Container Top => ref _open[Count - 1];

    public ref Container this[int index] => ref _open[index];

    public void Push(bool isArray, Level level) =>
        _open[Count++] = new Container { IsArray = isArray, Level = level, Index = isArray ? -1 : 0 };

    public void Pop() => Count--;

    public void CutTo(int count) => Count = count;

    /// <summary>The depth at which the elements of the open list lie; -1 when no list is open.</summary>
    public int ElementDepth()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (_open[i].Level == Level.List)
                return i + 1;
        }

        return -1;
    }
}

/// <summary>One open container and where in it the reader is.</summary>
internal struct Container
{
    public bool IsArray;

    public Level Level;

    /// <summary>The index of the array's current element; in an object the number of names read.</summary>
    public int Index;

    /// <summary>The name of the object's current member.</summary>
    public string? Name;

    /// <summary>The names that were read, where a repeat matters.</summary>
    public HashSet<string>? Names;
}

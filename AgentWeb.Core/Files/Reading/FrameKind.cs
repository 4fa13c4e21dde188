namespace AgentWeb.Core.Files.Reading;

/// <summary>What a frame between the server and a reader holds.</summary>
internal enum FrameKind : byte
{
    /// <summary>The reader runs; it knows what it is to do.</summary>
    Begun = 1,

    /// <summary>How much is read.</summary>
    Progress,

    /// <summary>An <see cref="IndexedPassage"/>.</summary>
    Passage,

    /// <summary>An <see cref="IndexedTerm"/>.</summary>
    Term,

    /// <summary>The file cannot be read, and why.</summary>
    Refused,

    /// <summary>That was all of it.</summary>
    End,
}

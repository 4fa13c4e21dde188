using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Checking;

/// <summary>What a file is, told from its bytes.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="ContentType">The media type it is sent with.</param>
/// <param name="Width">Width of a picture, in pixels.</param>
/// <param name="Height">Height of a picture, in pixels.</param>
public sealed record CheckedFile(FileKind Kind, string ContentType, int? Width = null, int? Height = null);

using AgentWeb.Core;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Files;

/// <summary>Tells a page's composer what becomes of the files that are attached to its draft.</summary>
internal sealed class AttachedFiles(
    Guid ownerId, GetFile getFile, FileChanges changes, IStringLocalizer<Words> words, TimeProvider time, Func<Func<Task>, Task> invoke,
    Func<IReadOnlyList<AttachedFile>, Task> show) : IAsyncDisposable
{
    private HashSet<Guid> _watched = [];
    private ChangeFollower? _follower;

    /// <summary>The files that a browser names; what is no identifier of a file is left out.</summary>
    public static IReadOnlyList<Guid> Parse(IEnumerable<string> files)
    {
        var ids = new List<Guid>();
        foreach (var file in files)
        {
            if (PublicId.TryParse(PublicId.File, file, out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>From now on tells of these files only.</summary>
    /// <returns>What is known of them; those that are not the user's are left out.</returns>
    public async Task<IReadOnlyList<AttachedFile>> WatchAsync(IEnumerable<string> files)
    {
        _watched = [.. Parse(files)];
        if (_watched.Count > 0)
        {
            _follower ??= new(changes, ownerId, time, invoke, ShowAsync);
        }

        return await ReadAsync(_watched);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _follower?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ShowAsync(IReadOnlyCollection<Guid> changed)
    {
        var mine = changed.Where(_watched.Contains).ToList();
        if (mine.Count > 0)
        {
            await show(await ReadAsync(mine));
        }
    }

    private async Task<IReadOnlyList<AttachedFile>> ReadAsync(IReadOnlyCollection<Guid> ids) => ids.Count == 0
        ? []
        : [.. (await getFile.RunAsync(ownerId, ids, CancellationToken.None)).Select(file => new AttachedFile(
            PublicId.Format(PublicId.File, file.Id),
            file.Status.ToString().ToLowerInvariant(),
            file.Progress,
            file.ErrorCode is { } code ? words.Of(new Error(code, file.ErrorMessage ?? "")) : null))];
}

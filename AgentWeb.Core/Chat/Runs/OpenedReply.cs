using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>A reply whose first token has arrived. Disposing it closes the request.</summary>
internal sealed class OpenedReply : IAsyncDisposable
{
    private readonly List<ChatResponseUpdate> _first;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _rest;
    private readonly bool _ended;

    private OpenedReply(List<ChatResponseUpdate> first, IAsyncEnumerator<ChatResponseUpdate> rest, bool ended) =>
        (_first, _rest, _ended) = (first, rest, ended);

    /// <summary>Reads up to the first update that says something, or to the end of a reply that says nothing.</summary>
    public static async Task<OpenedReply> OpenAsync(IAsyncEnumerable<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        var rest = updates.GetAsyncEnumerator(cancellationToken);
        var first = new List<ChatResponseUpdate>(1);
        try
        {
            while (await rest.MoveNextAsync())
            {
                first.Add(rest.Current);
                if (rest.Current.Contents.Any(content => content is TextContent { Text.Length: > 0 } or TextReasoningContent { Text.Length: > 0 }))
                {
                    return new(first, rest, ended: false);
                }
            }

            return new(first, rest, ended: true);
        }
        catch
        {
            await rest.DisposeAsync();
            throw;
        }
    }

    /// <summary>All updates, those that were read already first.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in _first)
        {
            yield return update;
        }

        while (!_ended && await _rest.MoveNextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return _rest.Current;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _rest.DisposeAsync();
}

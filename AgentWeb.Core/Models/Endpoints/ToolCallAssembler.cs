using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Puts tool calls together from their pieces. A piece belongs to the call of its index; without an index, one with a new id or
/// with a name and no id begins a call, and any other goes on with the last.
/// </summary>
internal sealed class ToolCallAssembler
{
    private readonly List<Call> _calls = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => _calls.Count > 0;

    /// <summary>Adds a piece.</summary>
    public void Add(ToolCallPiece piece)
    {
        var call = Find(piece);
        if (call is null)
        {
            call = new Call { Index = piece.Index };
            _calls.Add(call);
        }

        call.Id ??= NullIfEmpty(piece.Id);
        call.Name ??= NullIfEmpty(piece.Name);
        call.Arguments.Append(piece.Arguments);
    }

    /// <summary>The complete calls. One without an id gets its number; arguments that are no JSON object are told by its exception.</summary>
    public IEnumerable<FunctionCallContent> Complete() => _calls
        .Where(call => call.Name is not null)
        .Select((call, i) => FunctionCallContent.CreateFromParsedArguments(
            call.Arguments.ToString(), call.Id ?? string.Create(CultureInfo.InvariantCulture, $"call_{i + 1}"), call.Name!, Parse));

    private static IDictionary<string, object?>? Parse(string arguments) =>
        string.IsNullOrWhiteSpace(arguments) ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private Call? Find(ToolCallPiece piece)
    {
        var id = NullIfEmpty(piece.Id);
        // Some servers number every call 0: another id makes it another call all the same.
        var call = piece.Index is { } index ? _calls.FindLast(known => known.Index == index) : _calls.LastOrDefault();
        if (call is null)
        {
            return null;
        }

        var begins = id is null
            ? piece.Index is null && !string.IsNullOrEmpty(piece.Name) && call.Name is not null
            : call.Id is not null && !string.Equals(call.Id, id, StringComparison.Ordinal);
        return begins ? null : call;
    }

    private sealed class Call
    {
        public int? Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}

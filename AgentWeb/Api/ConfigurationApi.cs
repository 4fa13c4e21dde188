using System.Text.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/config</c>: settings of the server, for administrators.</summary>
internal static class ConfigurationApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapConfigurationApi(this IEndpointRouteBuilder routes)
    {
        var config = routes.MapGroup(ApiPaths.V1 + "/config").WithTags("config").RequireAuthorization(Roles.Admin);
        config.MapGet("", (ReadConfiguration read) =>
                TypedResults.Ok(new ConfigResponse([.. read.Sections.Select(name => SectionBody.From(read.Run(name).Value!))])))
            .WithSummary("Reads all settings that can be changed while the server runs, with where their values come from; never a secret");
        config.MapGet("/{section}", (string section, ReadConfiguration read) => read.Run(section).ToHttp(view => TypedResults.Ok(SectionBody.From(view))))
            .WithSummary("Reads the settings of a section")
            .Produces<SectionBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        config.MapPut("/{section}", ChangeAsync)
            .WithSummary("Changes settings of a section, all that are given or none; null takes back what was changed here. Counts at once, without a restart")
            .Produces<SectionBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        config.MapPost("/reload", async (ReloadConfiguration reload, CancellationToken cancellationToken) =>
                (await reload.RunAsync(cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Reads files, environment and database again")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        config.MapGet("/validate/{section}", ValidateAsync)
            .WithSummary("Checks a section as it is, or as it would be with the values in the query, such as ?MaxPerUser=3; stores nothing")
            .Produces<ValidationBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        config.MapGet("/{section}/history", async (string section, long? before, ReadConfiguration read, ReadConfigurationHistory history, CancellationToken cancellationToken) =>
                read.Run(section) is { Succeeded: true, Value: var view }
                    ? TypedResults.Ok(new HistoryBody([.. (await history.RunAsync(view.Name, before, 50, cancellationToken)).Select(ChangeBody.From)]))
                    : Error.NotFound("section").ToHttp())
            .WithSummary("Lists who changed what in a section, newest first; before takes the number of a change")
            .Produces<HistoryBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        config.MapPost("/changes/{seq:long}/undo", async (long seq, UndoConfiguration undo, CancellationToken cancellationToken) =>
                (await undo.RunAsync(seq, cancellationToken)).ToHttp(change => TypedResults.Ok(new UndoneBody(change))))
            .WithSummary("Takes a change back, unless what it changed was changed again since")
            .Produces<UndoneBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ChangeAsync(
        string section, Dictionary<string, JsonElement> values, ChangeConfiguration change, ReadConfiguration read, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            texts[name] = TextOf(value);
        }

        return (await change.RunAsync(section, texts, cancellationToken)).ToHttp(_ => TypedResults.Ok(SectionBody.From(read.Run(section).Value!)));
    }

    private static async Task<IResult> ValidateAsync(string section, HttpRequest request, TryConfiguration tryConfiguration, CancellationToken cancellationToken)
    {
        var values = request.Query.ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
        return (await tryConfiguration.RunAsync(section, values, cancellationToken)).ToHttp(trial => TypedResults.Ok(new ValidationBody(
            trial.Problems.Count == 0, [.. trial.Problems.Select(problem => new ProblemBody(problem.Key, problem.Message))])));
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}

/// <summary>All sections.</summary>
internal sealed record ConfigResponse(IReadOnlyList<SectionBody> Sections);

/// <summary>A section.</summary>
internal sealed record SectionBody(string Section, IReadOnlyList<SettingBody> Settings)
{
    public static SectionBody From(SectionView view) => new(view.Name, [.. view.Settings.Select(SettingBody.From)]);
}

/// <summary>A setting: its value as configuration has it, where that comes from, and what it may be.</summary>
internal sealed record SettingBody(
    string Key, string Name, SettingKind Kind, string Description, string? Value, string? Default, SettingSource Source, string? File,
    string? Minimum, string? Maximum, IReadOnlyList<string> Choices)
{
    public static SettingBody From(SettingView view) => new(
        view.Definition.Key, view.Definition.Name, view.Definition.Kind, view.Definition.Description, view.Value, view.Definition.Default, view.Source, view.File,
        view.Definition.Minimum, view.Definition.Maximum, view.Definition.Choices);
}

/// <summary>Whether a section may be so.</summary>
internal sealed record ValidationBody(bool Valid, IReadOnlyList<ProblemBody> Problems);

/// <summary>Why a value may not be.</summary>
internal sealed record ProblemBody(string Key, string Message);

/// <summary>What was changed.</summary>
internal sealed record HistoryBody(IReadOnlyList<ChangeBody> Changes);

/// <summary>A change.</summary>
internal sealed record ChangeBody(long Change, DateTimeOffset At, string By, long? UndoOf, bool Undone, IReadOnlyList<ChangedValueBody> Values)
{
    public static ChangeBody From(ChangeView view) =>
        new(view.Seq, view.At, view.By, view.UndoOf, view.Undone, [.. view.Values.Select(v => new ChangedValueBody(v.Key, v.Before, v.After))]);
}

/// <summary>A setting before and after; null where nobody had changed it.</summary>
internal sealed record ChangedValueBody(string Key, string? Before, string? After);

/// <summary>The change that took another back.</summary>
internal sealed record UndoneBody(long Change);

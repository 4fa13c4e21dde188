using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Settings;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/settings</c> and <c>/api/v1/prompts</c>: how a person wants the product to be.</summary>
internal static class SettingsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapSettingsApi(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup(ApiPaths.V1 + "/settings").WithTags("settings");
        settings.MapGet("", async (ClaimsPrincipal user, ReadUserSettings read, CancellationToken cancellationToken) =>
                TypedResults.Ok(SettingsBody.From(await read.RunAsync(user.UserId(), cancellationToken))))
            .WithSummary("Reads one's own settings");
        settings.MapPut("", async (SettingsBody body, ClaimsPrincipal user, ChangeUserSettings change, CancellationToken cancellationToken) =>
                (await change.RunAsync(user.UserId(), body.ToSettings(), cancellationToken)).ToHttp(now => TypedResults.Ok(SettingsBody.From(now))))
            .WithSummary("Changes one's own settings, all of them")
            .Produces<SettingsBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        var prompts = routes.MapGroup(ApiPaths.V1 + "/prompts").WithTags("settings");
        prompts.MapGet("", async (ClaimsPrincipal user, ListPrompts list, CancellationToken cancellationToken) =>
                TypedResults.Ok(new PromptsResponse([.. (await list.RunAsync(user.UserId(), cancellationToken)).Select(PromptBody.From)])))
            .WithSummary("Lists one's saved prompts by name");
        prompts.MapPut("/{name}", async (string name, PromptText body, ClaimsPrincipal user, SavePrompt save, CancellationToken cancellationToken) =>
                (await save.RunAsync(user.UserId(), name, body.Text, cancellationToken)).ToHttp(saved => TypedResults.Ok(PromptBody.From(saved))))
            .WithSummary("Saves a prompt under a name; one that has the name already is replaced")
            .Produces<PromptBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        prompts.MapDelete("/{name}", async (string name, ClaimsPrincipal user, DeletePrompt delete, CancellationToken cancellationToken) =>
                (await delete.RunAsync(user.UserId(), name, cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Deletes a saved prompt")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}

/// <summary>How a person wants the product to be.</summary>
/// <param name="Theme">Colours.</param>
/// <param name="Density">Space between things.</param>
/// <param name="Language">Language of the interface; none follows the browser.</param>
/// <param name="DefaultModel">The model that new sessions begin with; none takes the server's default.</param>
/// <param name="Notifications">Whether the browser is to tell of replies that finish while one looks elsewhere.</param>
internal sealed record SettingsBody(
    ThemeChoice Theme = ThemeChoice.System, DensityChoice Density = DensityChoice.Comfortable, string? Language = null, string? DefaultModel = null,
    bool Notifications = false)
{
    public static SettingsBody From(UserSettings s) => new(s.Theme, s.Density, s.Language, s.DefaultModelKey, s.Notifications);

    public UserSettings ToSettings() =>
        new() { Theme = Theme, Density = Density, Language = Language, DefaultModelKey = DefaultModel, Notifications = Notifications };
}

/// <summary>A saved prompt.</summary>
internal sealed record PromptBody(string Name, string Text)
{
    public static PromptBody From(SavedPrompt prompt) => new(prompt.Name, prompt.Text);
}

/// <summary>The text of a prompt.</summary>
internal sealed record PromptText(string? Text);

/// <summary>Saved prompts.</summary>
internal sealed record PromptsResponse(IReadOnlyList<PromptBody> Prompts);

using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Managed;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/models</c>: model servers and models, for administrators.</summary>
internal static class ModelsAdminApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapModelsAdminApi(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup(ApiPaths.V1 + "/admin/models").WithTags("admin").RequireAuthorization(Roles.Admin);
        models.MapGet("", async (ReadModels read, EndpointBreakers breakers, CancellationToken cancellationToken) =>
                TypedResults.Ok(ModelsBody.From(await read.RunAsync(cancellationToken), breakers)))
            .WithSummary("Lists model servers and models with what was decided about them; never a key");
        models.MapPut("/{**key}", async (string key, PolicyBody body, SaveModelPolicy save, CancellationToken cancellationToken) =>
                (await save.RunAsync(key, body.ToInput(), cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Decides who may use a model (use: everybody, chosen or nobody; unchanged where it is left out), how much at once, and its price; counts at once")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        var servers = routes.MapGroup(ApiPaths.V1 + "/admin/model-servers").WithTags("admin").RequireAuthorization(Roles.Admin);
        servers.MapPost("", (EndpointBody body, SaveEndpoint save, CancellationToken cancellationToken) => SaveAsync(id: null, body, save, cancellationToken))
            .WithSummary("Adds a model server; its key is stored protected and never shown")
            .Produces<SavedEndpointBody>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        servers.MapPut("/{id:guid}", (Guid id, EndpointBody body, SaveEndpoint save, CancellationToken cancellationToken) => SaveAsync(id, body, save, cancellationToken))
            .WithSummary("Changes a model server that was added here; without api_key its key stays, unless base_url leads to another server: then it is asked for")
            .Produces<SavedEndpointBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        servers.MapDelete("/{id:guid}", async (Guid id, RemoveEndpoint remove, CancellationToken cancellationToken) =>
                (await remove.RunAsync(id, cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Removes a model server that was added here")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        servers.MapPost("/{name}/test", async (string name, TestEndpoint test, CancellationToken cancellationToken) =>
                (await test.RunAsync(name, cancellationToken)).ToHttp(result => TypedResults.Ok(TestBody.From(result))))
            .WithSummary("Tests a model server by real requests: its list of models, and one token")
            .Produces<TestBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SaveAsync(Guid? id, EndpointBody body, SaveEndpoint save, CancellationToken cancellationToken) =>
        (await save.RunAsync(id, body.ToInput(), cancellationToken)).ToHttp(saved =>
            id is null ? TypedResults.Created((string?)null, new SavedEndpointBody(saved)) : TypedResults.Ok(new SavedEndpointBody(saved)));
}

/// <summary>Model servers and models.</summary>
internal sealed record ModelsBody(IReadOnlyList<EndpointViewBody> Servers, IReadOnlyList<ModelViewBody> Models)
{
    public static ModelsBody From(ModelsView view, EndpointBreakers breakers) => new(
        [.. view.Endpoints.Select(e => new EndpointViewBody(e.Id, e.Name, e.BaseUrl, e.HasKey, e.Enabled, [.. e.Described.Select(m => m.Id)], e.HasTold, breakers.IsOpen(e.Name)))],
        [.. view.Models.Select(m => new ModelViewBody(
            m.Model.Key, m.Model.Name, m.Model.Endpoint, m.Model.ContextWindow, m.Model.MaxConcurrency, m.Model.InputPrice, m.Model.OutputPrice, m.Use, m.Users))]);
}

/// <summary>A model server; no id means that it is in the configuration.</summary>
internal sealed record EndpointViewBody(
    Guid? Id, string Name, string BaseUrl, bool HasKey, bool Enabled, IReadOnlyList<string> Models, bool? HasToldModels, bool LeftAlone);

/// <summary>A model.</summary>
internal sealed record ModelViewBody(
    string Key, string Name, string Server, int ContextWindow, int? MaxConcurrency, decimal? InputPrice, decimal? OutputPrice, ModelUse Use, IReadOnlyList<string> Users);

/// <summary>A model server that is described.</summary>
internal sealed record EndpointBody(string? Name, string? BaseUrl, string? ApiKey = null, bool Enabled = true, IReadOnlyList<ManagedModelBody>? Models = null)
{
    public EndpointInput ToInput() => new(Name, BaseUrl, ApiKey, Enabled, [.. (Models ?? []).Select(model => model.ToModel())]);
}

/// <summary>A model that is described.</summary>
internal sealed record ManagedModelBody(string? Id, string? Name = null, int? ContextWindow = null, bool Vision = false, bool Tools = false, bool Reasoning = false)
{
    public ManagedModel ToModel() =>
        new() { Id = Id ?? "", Name = Name, ContextWindow = ContextWindow, Vision = Vision, Tools = Tools, Reasoning = Reasoning };
}

/// <summary>A model server that was stored.</summary>
internal sealed record SavedEndpointBody(Guid Id);

/// <summary>What is decided about a model. Without use and users those stay as they are; any other that is left out is as configured.</summary>
internal sealed record PolicyBody(
    ModelUse? Use = null, IReadOnlyList<string>? Users = null, int? MaxConcurrency = null, decimal? InputPrice = null, decimal? OutputPrice = null)
{
    public ModelPolicyInput ToInput() => new(Use, Users, MaxConcurrency, InputPrice, OutputPrice);
}

/// <summary>What came of a test.</summary>
internal sealed record TestBody(bool Works, IReadOnlyList<string> Models, string? Asked, double? ListedInMs, double? AnsweredInMs, string? Code, string? Error)
{
    public static TestBody From(EndpointTest test) => new(
        test.ErrorCode is null, test.Models, test.Asked, test.ListedIn?.TotalMilliseconds, test.AnsweredIn?.TotalMilliseconds, test.ErrorCode, test.Error);
}

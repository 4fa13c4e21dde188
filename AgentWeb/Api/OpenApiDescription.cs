using AgentWeb.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentWeb.Api;

/// <summary>What the OpenAPI document says besides the endpoints themselves.</summary>
internal static class OpenApiDescription
{
    private const string Bearer = "bearer";
    private const string Key = "key";

    /// <summary>Adds title and sign-in to the document.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "AgentWeb";
            document.Info.Description = "Everything the browser can do. Errors are RFC 9457 problem details with a stable `code`.";
            document.Servers = null; // Wherever the document was read from; an address behind a proxy would mislead.
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                Description = "The access token of POST /api/v1/auth/login.",
            };
            document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.HeaderName,
                Description = "A key of POST /api/v1/keys. What it may do is said by its scopes: "
                    + "chat, files and admin open their areas, read opens reading in all but the administration.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
                var scopes = KeyScopes.Of("/" + context.Description.RelativePath, context.Description.HttpMethod ?? "GET");
                if (scopes.Count > 0)
                {
                    operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [.. scopes] });
                }
            }

            return Task.CompletedTask;
        });
    }
}

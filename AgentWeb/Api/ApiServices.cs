using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentWeb.Api;

/// <summary>Conventions of the HTTP API.</summary>
internal static class ApiServices
{
    /// <summary>snake_case JSON, strict about types, lenient about members it does not know; and the OpenAPI document.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        });

        // Input that cannot be read is thrown in every environment, and answered in one place: UnhandledExceptions.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi(OpenApiDescription.Configure);
    }
}

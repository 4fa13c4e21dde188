using AgentWeb.Core.Chat;
using AgentWeb.Features;
using AgentWeb.Features.Account;
using AgentWeb.Features.Chat;
using AgentWeb.Features.History;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AgentWeb.Hosting;

/// <summary>Razor pages, static and interactive, and the circuits of the latter.</summary>
internal static class Pages
{
    /// <summary>What a message of the browser carries besides the text in it.</summary>
    private const int HubOverhead = 8 * 1024;

    /// <summary>
    /// The window of circuit compression, as a power of two in bytes. An idle circuit took 303 KB with the default of 15 bits, 223 KB
    /// with 11 and 92 KB without compression when this was chosen; <c>bench memory</c> tells what it takes now, of the 350 KB it may take. Without, a streamed reply would cost two to three times its HTML
    /// on the wire; what compresses in it (tags, attribute names, frame headers) repeats within 2 KB, so a larger window gains little.
    /// </summary>
    private const int CompressionWindowBits = 11;

    /// <summary>A reply that its reader edits comes back whole: at most three bytes a character, but for control characters, which it has none of.</summary>
    private const long EditedReply = 3L * SendRules.MaxReplyLength;

    /// <summary>How long a page may be away (a closed lid, a tunnel) and still come back to its circuit.</summary>
    private static readonly TimeSpan CircuitRetention = TimeSpan.FromMinutes(5);

    /// <summary>Registers Razor components with circuits.</summary>
    public static void AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitRetentionPeriod = CircuitRetention)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = Math.Max(MessageLimit.InBytes(configuration), EditedReply) + HubOverhead);
        services.AddSingleton(MessageLimit.Ceiling(configuration));
        services.AddHttpContextAccessor();
        services.AddScoped<CircuitHandler, CircuitActor>();
        services.AddScoped<CircuitHandler, CircuitAccess>();
        services.AddSingleton<ConnectedPages>();
        services.AddScoped<CircuitHandler, CircuitPresence>();
        services.AddSingleton<RunMessageCommand>();
        services.AddSingleton<ConversationCommands>();
        services.AddSingleton<HalfwaySignIn>();
        services.AddScoped<OpenConversation>();
        services.AddScoped<FinishedReplies>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "agentweb-forms";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.HeaderName = Api.ApiAntiforgery.HeaderName;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets a stricter one.
        });
    }

    /// <summary>Maps all pages.</summary>
    public static void MapPages<TApp>(this IEndpointRouteBuilder routes) =>
        routes.MapRazorComponents<TApp>().AddInteractiveServerRenderMode(ConfigureCircuits);

    private static void ConfigureCircuits(ServerComponentsEndpointOptions options)
    {
        // Compressing secrets beside text of others leaks by size; a page that nobody can frame cannot be made to send such text.
        options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders allows no frames at all.
        options.ConfigureWebSocketAcceptContext = (_, socket) =>
        {
            socket.DangerousEnableCompression = true;
            socket.ServerMaxWindowBits = CompressionWindowBits;
            return Task.CompletedTask;
        };
    }
}

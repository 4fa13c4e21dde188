using System.Data.Common;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Tells an operator why the server does not start, where it is something an operator can mend.</summary>
internal static class StartupFailure
{
    /// <summary>What to say instead of a stack trace, or null for what nobody foresaw.</summary>
    public static string? Describe(Exception failure) => failure switch
    {
        InvalidConfigurationException => failure.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        AggregateException { InnerExceptions: var all } when all.All(one => one is OptionsValidationException) =>
            string.Join(' ', all.Select(Describe)),
        InvalidOperationException { Message: var message } when IsUnreadableValue(message) => message,
        InvalidOperationException { InnerException: { } inner } => Describe(inner),
        IOException { InnerException: AddressInUseException } => failure.Message + " Set Urls to listen on another one.",
        DbException => "The database cannot be used (Database:Provider, ConnectionStrings:AgentWeb, Data:Directory): " + failure.Message,
        _ => null,
    };

    /// <summary>The configuration binder names key and value, but has no exception type of its own.</summary>
    private static bool IsUnreadableValue(string message) =>
        message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal);
}

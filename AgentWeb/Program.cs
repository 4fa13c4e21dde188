using AgentWeb.Api;
using AgentWeb.Components;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Data;
using AgentWeb.Core.Export;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Core.Import;
using AgentWeb.Core.Models;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Retention;
using AgentWeb.Core.Settings;
using AgentWeb.Core.Sharing;
using AgentWeb.Core.Startup;
using AgentWeb.Hosting;
using Microsoft.Extensions.Logging.Console;

if (args is [ReaderProgram.Argument])
{
    return await ReaderCommand.RunAsync();
}

try
{
    if (await DataCommand.RunAsync(args) is { } exitCode)
    {
        return exitCode;
    }

    var builder = WebApplication.CreateBuilder(ContentRoot.For(args));
    builder.AddListening();
    builder.Logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
    builder.Services.AddStartup();
    builder.Services.AddData(builder.Configuration, builder.Environment.ContentRootPath);
    builder.Services.AddAudit();
    builder.Services.AddAccounts();
    builder.Services.AddModels(builder.Configuration);
    builder.Services.AddFiles(builder.Configuration);
    builder.Services.AddFileReader(typeof(App).Assembly);
    builder.Services.AddChat(builder.Configuration);
    builder.Services.AddOperations();
    builder.Services.AddRetention();
    builder.Services.AddBackup(builder.Configuration);
    builder.Services.AddEditableConfiguration(builder.Configuration); // After the models, whose servers its rules ask for.
    builder.Services.AddEditableSections();
    builder.Services.AddSettings();
    builder.Services.AddLanguages();
    builder.Services.AddExport();
    builder.Services.AddImport();
    builder.Services.AddSharing();

    builder.Services.AddTrustedProxies();
    builder.Services.AddKeysInDatabase();
    builder.Services.AddSchemesAndPolicies();
    builder.Services.AddOAuthSignIn(builder.Configuration);
    builder.Services.AddRateLimits(builder.Configuration);
    builder.Services.AddHealth();
    builder.Services.AddOtlpExport(builder.Configuration);
    builder.Services.AddApi();
    builder.Services.AddErrorResponses();
    builder.Services.AddPages(builder.Configuration);

    var app = builder.Build();
    app.Services.GetRequiredService<WarmUps>().Begin();
    app.UseConnectionPeer();
    app.UseTrustedProxies();
    app.UseRequestLog();
    app.UseSecurityHeaders();
    app.UseLanguages();
    app.UseErrorResponses();
    app.UseReadinessGate();
    app.UseRouting();
    app.UseRoutingRefusals();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseBearerAccessCheck();
    app.UseProxySignIn();
    app.UseActingUser();
    app.UseApiRateLimit();
    app.UseKeyScopes();
    app.UseAuthorization();
    app.UseBodyLimit();
    app.UseAntiforgery();
    app.UseApiAntiforgery();

    app.MapStaticAssets().AllowAnonymous();
    app.MapHealth();
    app.MapOpenApi().AllowAnonymous();
    app.MapAntiforgeryApi();
    app.MapAuthApi();
    app.MapOAuthSignIn();
    app.MapKeysApi();
    app.MapSignInsApi();
    app.MapAccountApi();
    app.MapAdminUsersApi();
    app.MapAdminInvitationsApi();
    app.MapChatApi();
    app.MapMessagesApi();
    app.MapSessionsApi();
    app.MapFoldersApi();
    app.MapExportApi();
    app.MapImportApi();
    app.MapSharesApi();
    app.MapAdminQueueApi();
    app.MapAdminUsageApi();
    app.MapAdminSessionsApi();
    app.MapConfigurationApi();
    app.MapAuditApi();
    app.MapModelsAdminApi();
    app.MapMaintenanceApi();
    app.MapFilesApi();
    app.MapTelemetryApi();
    app.MapSettingsApi();
    app.MapPages<App>();

    var readiness = app.Services.GetRequiredService<Readiness>();
    await app.RunAsync();
    return readiness.HasFailed ? 1 : 0;
}
catch (Exception failure) when (StartupFailure.Describe(failure) is { } message)
{
    await Console.Error.WriteLineAsync("AgentWeb cannot start. " + message);
    return 1;
}

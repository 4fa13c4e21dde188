namespace AgentWeb.Hosting;

/// <summary>Where and how the server listens.</summary>
internal static class Listening
{
    private const string DefaultAddress = "http://localhost:5080";

    /// <summary>Room of a JSON body for everything but the message itself.</summary>
    private const long BodySize = 1024 * 1024;

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>
    /// Listens on <c>http://localhost:5080</c> unless another address is configured in any of the ways ASP.NET Core has. (Not in
    /// appsettings.json: a value there would override <c>ASPNETCORE_URLS</c>.)
    /// </summary>
    public static void AddListening(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (AddressKeys.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        if (!builder.Environment.IsDevelopment())
        {
            // A build output would otherwise watch its files and send them uncompressed, 290 KB for the first visit instead of 90.
            configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        }

        builder.WebHost.UseStaticWebAssets(); // Also from a build output outside Development; nothing to do in a published folder.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodySize + MessageLimit.InBytes(configuration); // Uploads raise it where they are mapped.
        });
    }
}

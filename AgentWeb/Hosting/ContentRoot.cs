namespace AgentWeb.Hosting;

/// <summary>Where <c>appsettings.json</c>, <c>wwwroot</c> and a relative <c>Data:Directory</c> are.</summary>
internal static class ContentRoot
{
    /// <summary>
    /// A published folder carries its own files and runs from any working directory. Everything else (<c>dotnet run</c>, tests) says where
    /// the content is, or starts in it.
    /// </summary>
    public static WebApplicationOptions For(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };
}

using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace AgentWeb.PartialFeed;

/// <summary>
/// Answers the request for a higher version of SQLitePCLRaw than the partial feed has with the file beside the application.
/// Compiled only when building from the partial feed.
/// </summary>
internal static class ResolveSqlitePCLRaw
{
#pragma warning disable CA2255 // A module initializer is the only place that surely runs before the first bind.
    [ModuleInitializer]
    internal static void Register() =>
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            if (name.Name is not { } simpleName || !simpleName.StartsWith("SQLitePCLRaw", StringComparison.Ordinal))
            {
                return null;
            }

            // Beside this assembly, which under dotnet-ef is not beside the application.
            var folder = Path.GetDirectoryName(typeof(ResolveSqlitePCLRaw).Assembly.Location) ?? AppContext.BaseDirectory;
            var file = Path.Combine(folder, simpleName + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
#pragma warning restore CA2255
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models;

/// <summary>
/// Fills the options strictly. The binder by itself leaves out an endpoint with a number that it cannot read, and a key with a
/// spelling mistake, and says nothing of either.
/// </summary>
internal static class ModelsBinder
{
    /// <summary>Fills <paramref name="options"/> from <paramref name="section"/>.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be read or a key does not exist; the message names it.</exception>
    public static void Bind(IConfiguration section, ModelsOptions options)
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(ModelsOptions), [$"{ModelsOptions.Section}: {Told(exception)}"]);
        }
    }

    /// <summary>The binder's innermost message has the key; the outer ones speak of the binder, and what is inside it only of the value.</summary>
    private static string Told(InvalidOperationException exception) =>
        exception.InnerException is InvalidOperationException inner ? Told(inner) : exception.Message;
}

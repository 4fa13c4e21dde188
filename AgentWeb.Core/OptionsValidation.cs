using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core;

/// <summary>Checks options at start; every error names its key, such as <c>Queue:MaxPerUser</c>.</summary>
public static class OptionsValidation
{
    /// <summary>Checks the data annotations of the options when the server starts, and again when they change.</summary>
    /// <param name="builder">The options.</param>
    /// <param name="section">The section they are bound from.</param>
    public static OptionsBuilder<T> ValidateKeys<T>(this OptionsBuilder<T> builder, string section)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new AnnotationsValidator<T>(section));
        return builder.ValidateOnStart();
    }

    private sealed class AnnotationsValidator<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var failures = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true))
            {
                return ValidateOptionsResult.Success;
            }

            return ValidateOptionsResult.Fail(failures.Select(failure =>
                $"{string.Join(", ", failure.MemberNames.Select(member => $"{section}:{member}"))}: {failure.ErrorMessage}"));
        }
    }
}

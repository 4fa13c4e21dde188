using System.Globalization;
using AgentWeb.Core.Models.Managed;

namespace AgentWeb.Features.Admin.Models;

/// <summary>What is decided about a model, while it is written down.</summary>
public sealed class PolicyDraft
{
    /// <summary>The model.</summary>
    public required string Key { get; init; }

    /// <summary>Who may use it.</summary>
    public ModelUse Use { get; set; }

    /// <summary>Those who were chosen, one e-mail address a line.</summary>
    public string Users { get; set; } = "";

    /// <summary>How many replies at once.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>Price of a million input tokens.</summary>
    public decimal? InputPrice { get; set; }

    /// <summary>Price of a million output tokens.</summary>
    public decimal? OutputPrice { get; set; }

    /// <summary>As it is now.</summary>
    public static PolicyDraft Of(ModelView model) => new()
    {
        Key = model.Model.Key,
        Use = model.Use,
        Users = string.Join('\n', model.Users),
        MaxConcurrency = model.Policy?.MaxConcurrency,
        InputPrice = model.Policy?.InputPrice,
        OutputPrice = model.Policy?.OutputPrice,
    };

    /// <summary>As it is stored.</summary>
    public ModelPolicyInput ToInput() => new(
        Use, Use == ModelUse.Chosen ? Users.Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null,
        MaxConcurrency, InputPrice, OutputPrice);

    /// <summary>A number that somebody wrote, as the language has it or with a point.</summary>
    public static decimal? Number(object? text) =>
        decimal.TryParse(text as string, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.ClientModel.Primitives;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Makes the failures of one model: for people a sentence that says what happened and what can be done, for the log which kind of error the
/// server named.
/// </summary>
internal sealed class ModelErrors(string endpoint, string model, ILogger logger, TimeProvider time)
{
    /// <summary>Begins the record of a call.</summary>
    public CallRecord Begin() => new(endpoint, model, logger, time);

    /// <summary>A failure of our side of the connection.</summary>
    public ModelException Make(ModelErrorCode code, Exception? cause = null) => Logged(code, status: null, retryAfter: null, cause, said: null);

    /// <summary>A failure that the server answered with a status.</summary>
    public ModelException Refused(PipelineResponse response, string body)
    {
        var error = ServerError.OfBody(body);
        var code = ErrorClassifier.Classify(response.Status, error);
        return Logged(code, response.Status, RetryAfterHeader.Read(response.Headers, time.GetUtcNow()), cause: null, error);
    }

    /// <summary>A failure that the server told in the body of a 200.</summary>
    public ModelException Inside(ServerError error) =>
        Logged(ErrorClassifier.Classify(status: null, error), error.Status, retryAfter: null, cause: null, error);

    /// <summary>Logs that events of an answer could not be read, if there were any.</summary>
    public void LeftOut(int events)
    {
        if (events > 0)
        {
            logger.EventsLeftOut(events, endpoint, model);
        }
    }

    private ModelException Logged(ModelErrorCode code, int? status, TimeSpan? retryAfter, Exception? cause, ServerError? said)
    {
        var failure = new ModelException(code, Sentence(code, retryAfter), cause)
        {
            Retryable = IsRetryable(code),
            RetryAfter = retryAfter,
            StatusCode = status,
            TraceId = ModelLog.TraceId(),
        };
        logger.CallFailed(failure, endpoint, model, said);
        return failure;
    }

    private static bool IsRetryable(ModelErrorCode code) =>
        code == ModelErrorCode.RateLimit || code == ModelErrorCode.Timeout || code == ModelErrorCode.Network
        || code == ModelErrorCode.Server || code == ModelErrorCode.Interrupted;

    private string Sentence(ModelErrorCode code, TimeSpan? retryAfter) => code.Value switch
    {
        "upstream_authentication" => $"The model server “{endpoint}” refused AgentWeb's key. An administrator has to check the key of this server.",
        "upstream_quota" => $"The quota at the model server “{endpoint}” is used up. Choose another model, or ask an administrator to raise it.",
        "upstream_rate_limit" => retryAfter is { } wait
            ? $"The model server “{endpoint}” is getting too many requests. Try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} s."
            : $"The model server “{endpoint}” is getting too many requests. Try again in a moment.",
        "upstream_timeout" => $"The model server “{endpoint}” took too long to answer. Try again, or choose another model.",
        "upstream_network" => $"The model server “{endpoint}” could not be reached. Try again, or choose another model.",
        "context_too_long" => $"The conversation is too long for “{model}”. Start a new one, or choose a model with a larger context window.",
        "content_filter" => $"The model server “{endpoint}” declined this message because of its content rules. Word it differently.",
        "model_not_found" => $"The model server “{endpoint}” does not offer “{model}” at its address. Choose another model.",
        "upstream_rejected" => $"The model server “{endpoint}” did not accept the request. Choose another model, or ask an administrator to look at the log.",
        "upstream_server" => $"The model server “{endpoint}” had a failure of its own. Try again, or choose another model.",
        "upstream_interrupted" => $"The connection to the model server “{endpoint}” ended before the reply was complete.",
        _ => $"The model server “{endpoint}” sent something that is not a reply. An administrator has to check its address.",
    };
}

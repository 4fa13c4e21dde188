using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Admin.Operations;

/// <summary>A job of the table. It renders when something about the job changed, so that what a person does in a row goes on while others move.</summary>
public sealed partial class QueueRowView
{
    private static readonly JobPriority[] Choices = [JobPriority.High, JobPriority.Normal, JobPriority.Low];

    private ElementReference _stop;
    private ElementReference _confirm;
    private QueueEntry? _shown;
    private bool _wasStopping;
    private bool _asking;
    private bool _focus;
    private bool _changed;

    /// <summary>The job.</summary>
    [Parameter, EditorRequired]
    public QueueEntry Job { get; set; } = null!;

    /// <summary>Whether it is being stopped.</summary>
    [Parameter]
    public bool IsStopping { get; set; }

    /// <summary>Called when the administrator stops it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OnStop { get; set; }

    /// <summary>Called with another class of urgency.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(Guid RunId, JobPriority Priority)> OnPriority { get; set; }

    private bool CanPrioritise => Job.State == JobState.Queued && Job.Kind.WritesReply();

    private string Name => $"{Job.User}, {Job.ModelKey}";

    private string Question => Job.State == JobState.Running ? L["Stop the job of {0}", Name] : L["Cancel the job of {0}", Name];

    private string KindName => Job.Kind switch
    {
        JobKind.Reply => L["Reply"],
        JobKind.Continuation => L["Continuation"],
        JobKind.Title => L["Title"],
        _ => L["Summary"],
    };

    private string StateName => Job switch
    {
        { State: JobState.Running } => L["Running"],
        { WaitsForFiles: true } => L["Waits for files"],
        _ => L["Waiting"],
    };

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var isNews = _changed || Job != _shown || IsStopping != _wasStopping;
        (_shown, _wasStopping, _changed) = (Job, IsStopping, false);
        return isNews;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await (_asking ? _confirm : _stop).FocusAsync();
        }
    }

    private string PriorityName(JobPriority priority) => priority switch
    {
        JobPriority.High => L["High"],
        JobPriority.Normal => L["Normal"],
        JobPriority.Low => L["Low"],
        _ => L["Background"],
    };

    private void Ask() => (_asking, _focus, _changed) = (true, true, true);

    private void Keep() => (_asking, _focus, _changed) = (false, true, true);

    private Task ConfirmAsync() => OnStop.InvokeAsync(Job.RunId);
}

using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class QueueSampleConfiguration : IEntityTypeConfiguration<QueueSample>
{
    public void Configure(EntityTypeBuilder<QueueSample> builder)
    {
        builder.HasKey(s => s.At);
    }
}
